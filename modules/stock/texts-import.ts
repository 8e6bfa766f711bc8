import { defineTexts } from '#kernel/texts.ts';

/** What the import of stock says of a row. */
export const stockImportTexts = defineTexts({
  ru: {
    'stock.import_product_unknown': 'Товара «{value}» нет в каталоге. Загрузите сначала товары.',
    'stock.import_warehouse_unknown': 'Склада «{value}» нет. Проверьте код или заведите склад.',
    'stock.import_nothing': 'Нет ни остатка, ни ожидаемого количества. Заполните одно из них.',
    'stock.import_negative': 'Количество меньше нуля. Проверьте его.',
    'stock.import_below_promised': 'Обещано клиентам {reservedMilli}, меньше быть не может. Снимите резервы.',
    'stock.import_twice': 'Товар на этом складе уже был в файле. Сложите количества в одной строке.',
    'stock.import_no_day': 'Не указан день поступления.',
    'stock.import_day_passed': 'День поступления {dayOn} уже прошёл.',
    'stock.import_arrival_twice': 'Эта поставка товара уже была в файле.',
  },
  en: {
    'stock.import_product_unknown': 'Product “{value}” is not in the catalog. Import the products first.',
    'stock.import_warehouse_unknown': 'There is no warehouse “{value}”. Check the code or add the warehouse.',
    'stock.import_nothing': 'There is neither stock nor an expected quantity. Fill in one of them.',
    'stock.import_negative': 'The quantity is below zero. Check it.',
    'stock.import_below_promised': '{reservedMilli} is promised to customers, there cannot be less. Release it first.',
    'stock.import_twice': 'This product was in the file before for this warehouse. Put the sum into one row.',
    'stock.import_no_day': 'The day of arrival is missing.',
    'stock.import_day_passed': 'The day of arrival {dayOn} has passed.',
    'stock.import_arrival_twice': 'This delivery of the product was in the file before.',
  },
});
