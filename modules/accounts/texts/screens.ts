import { defineTexts } from '#kernel/texts.ts';

export const screenTexts = defineTexts({ ru: { 'list.title': 'Клиенты' }, en: { 'list.title': 'Accounts' } });
