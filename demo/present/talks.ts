/** Calls about money, and what is to be done next. */

import { newId } from '#kernel/id.ts';
import { addDays } from '#kernel/plain-date.ts';
import { setNextStep } from '#modules/accounts/commands/life.ts';
import { addNote } from '#modules/accounts/commands/notes.ts';
import { noteCall } from '#modules/settlements/commands/note-call.ts';
import { act } from '../act.ts';
import { isOverdue, type Known, type Moments } from './desk.ts';
import { type Stage, sellerOf } from './stage.ts';

const calls = [
  { result: 'promised', days: 2, note: 'Главбух обещала провести в платёжный день' },
  { result: 'promised', days: 5, note: 'Оплатят половину, остальное со следующей выручки' },
  { result: 'no_answer', days: 0, note: 'Телефон бухгалтерии не отвечает' },
  { result: 'disputed', days: 0, note: 'Ждут исправленный УПД: не тот адрес грузополучателя' },
  { result: 'promised', days: 1, note: 'Платёжка на подписи' },
  { result: 'paid', days: 0, note: 'Говорят, оплатили утром' },
] as const;

/** Calls to those who are late; a note and a next step after each. */
export async function talk(stage: Stage, known: readonly Known[], when: Moments): Promise<void> {
  const late = known.filter(isOverdue);
  for (const [n, { result, days, note }] of calls.entries()) {
    const one = late[n + 4];
    if (one === undefined) return;
    const accountId = one.client.id;
    const how = () => ({ platform: stage.platform, who: sellerOf(stage, one.client), atMs: when.next() });
    const promise = result === 'promised' ? { promisedOn: addDays(stage.days.today, days) } : {};
    await act(how(), noteCall, { accountId, result, note, ...promise });
    if (result === 'promised')
      await act(how(), setNextStep, {
        accountId,
        text: 'Проверить обещанную оплату',
        on: addDays(stage.days.today, days),
      });
    if (result === 'disputed')
      await act(how(), addNote, {
        accountId,
        id: newId(),
        body: 'По спорному УПД: запросить у клиента письмо с верным адресом.',
      });
  }
}
