import { defineTexts } from '#kernel/texts.ts';

/** What the import of sales history says of a row, in error files and on the page of the import. */
export const historyTexts = defineTexts({
  ru: {
    'analytics.no_price': 'Нет ни цены, ни суммы. Заполните одну из них.',
    'analytics.sum_too_large': 'Сумма слишком велика. Проверьте цену и количество.',
    'analytics.sum_differs': 'Сумма {sumMinor} не равна цене, умноженной на количество: {countedMinor}. Взята сумма.',
    'analytics.sold_in_future': 'Дата продажи {soldOn} ещё не наступила. Проверьте порядок дня и месяца.',
    'analytics.customer_ambiguous': 'Клиентов с названием «{value}» несколько. Укажите код или ИНН.',
    'analytics.customer_unknown': 'Клиент не найден и не может быть создан. Проверьте код, ИНН и название.',
    'analytics.customer_of_others': 'Этого клиента ведёт другой менеджер: его продажи загрузит он или администратор.',
    'analytics.manager_unknown': 'Менеджер «{value}» не найден. Продажа отнесена к менеджеру клиента.',
  },
  en: {
    'analytics.no_price': 'There is neither a price nor a sum. Fill in one of them.',
    'analytics.sum_too_large': 'The sum is too large. Check the price and the quantity.',
    'analytics.sum_differs':
      'The sum {sumMinor} is not the price times the quantity: {countedMinor}. The sum was taken.',
    'analytics.sold_in_future': 'The day of sale {soldOn} has not come yet. Check the order of day and month.',
    'analytics.customer_ambiguous': 'There are several customers named “{value}”. Give the code or the INN.',
    'analytics.customer_unknown': 'The customer is not there and cannot be made. Check the code, the INN and the name.',
    'analytics.customer_of_others':
      'This customer is another manager’s: that manager or an administrator loads its sales.',
    'analytics.manager_unknown': 'Manager “{value}” was not found. The sale goes to the customer’s manager.',
  },
});
