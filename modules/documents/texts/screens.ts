import { defineTexts } from '#kernel/texts.ts';

/** What the screens of papers say. */
export const screenTexts = defineTexts({
  ru: {
    'documents.title': 'Документы',
  },
  en: {
    'documents.title': 'Documents',
  },
});
