import { defineTexts } from '#kernel/texts.ts';

/** Texts of the audit, for its screen and its file. */
export const auditTexts = defineTexts({
  ru: {
    'audit.title': 'Журнал действий',
    'audit.at': 'Когда',
    'audit.name': 'Событие',
    'audit.who': 'Кто',
    'audit.for': 'За кого',
    'audit.account': 'Клиент',
    'audit.subject': 'Над чем',
    'audit.facts': 'Подробности',
    'audit.request': 'Запрос',
  },
  en: {
    'audit.title': 'Audit',
    'audit.at': 'When',
    'audit.name': 'Event',
    'audit.who': 'Who',
    'audit.for': 'On behalf of',
    'audit.account': 'Account',
    'audit.subject': 'Subject',
    'audit.facts': 'Details',
    'audit.request': 'Request',
  },
});
