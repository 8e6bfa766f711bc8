import { defineTexts } from '#kernel/texts.ts';

/** How found records are named. */
export const texts = defineTexts({
  ru: {
    'search.order': 'Заказ № {number}',
    'search.invoice': 'Счёт № {number}',
    'search.upd': 'УПД № {number}',
  },
  en: {
    'search.order': 'Order {number}',
    'search.invoice': 'Bill {number}',
    'search.upd': 'UPD {number}',
  },
});
