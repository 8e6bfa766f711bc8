import { defineTexts } from '#kernel/texts.ts';

/** What the screens of shipments say. */
export const screenTexts = defineTexts({
  ru: {
    'fulfilment.title': 'Отгрузки',
  },
  en: {
    'fulfilment.title': 'Shipments',
  },
});
