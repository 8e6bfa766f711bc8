import { defineTexts } from '#kernel/texts.ts';

/** The letter with an invitation. */
export const letterTexts = defineTexts({
  ru: {
    subject: 'Приглашение: {orgName}',
    body:
      'Здравствуйте, {name}!\n\n{invitedBy} приглашает вас работать в Камертоне. Организация: {orgName}.\n\n' +
      'Откройте ссылку и придумайте пароль:\n{link}\n\nСсылка действует семь дней и срабатывает один раз. ' +
      'Если вы не ждали этого письма, ничего не делайте.\n',
  },
  en: {
    subject: 'Invitation to {orgName}',
    body:
      'Hello {name},\n\n{invitedBy} invites you to work in the Kamerton of {orgName}.\n\n' +
      'Open the link and choose a password:\n{link}\n\nThe link works once, for seven days. ' +
      'If you did not expect this letter, do nothing.\n',
  },
});
