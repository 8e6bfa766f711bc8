/** Stories of trade in calendar time: what the people do on which day, in one line each. */
import { createHash } from 'node:crypto';
import iconv from 'iconv-lite';
import { newId } from '#kernel/id.ts';
import { ship } from '#modules/fulfilment/commands/ship.ts';
import { confirmOrder } from '#modules/orders/commands/confirm.ts';
import { createOrder } from '#modules/orders/commands/create.ts';
import { getOrder } from '#modules/orders/queries/card.ts';
import { importStatement } from '#modules/settlements/commands/import-statement.ts';
import { ids, type World } from '#tests/harness/world.ts';

export type Order = { readonly id: string; readonly lineId: string };
type Transfer = { readonly number: string; readonly roubles: string; readonly purpose: string };

/** What the people of the world do for ООО «Ромашка», each as their own. */
export function tradeIn(world: World) {
  const { anna, sonya, fyodor } = world.people;

  /** The day, or the very moment, in which the story goes on. */
  const on = (when: string): void => world.setNow(when);

  /** Anna writes an order of so many pieces down; nothing is promised yet. */
  const annaDrafts = async (productId: string, pieces: number): Promise<Order> => {
    const order: Order = { id: newId(), lineId: newId() };
    const lines = [{ id: order.lineId, productId, quantityMilli: `${pieces}000` }];
    await world.done(anna, createOrder, { id: order.id, accountId: ids.account.romashka, lines });
    return order;
  };

  /** Anna asks to confirm it: answers its state and what holds it, or the refusal. */
  const annaConfirms = async ({ id }: Order) => {
    const { version } = await card({ id });
    const answer = await world.act(anna, confirmOrder, { orderId: id, version });
    if (answer.ok) return { state: answer.value.state, holds: answer.value.holds };
    return 'problems' in answer ? { refused: 'input' } : { refused: answer.code, details: answer.details ?? {} };
  };

  /** Sonya ships so many pieces: the paper's number, when it is due, its sum in kopecks. */
  const sonyaShips = async ({ id, lineId }: Order, pieces: number) => {
    const { version } = await card({ id });
    const lines = [{ lineId, quantityMilli: `${pieces}000` }];
    const { documentNumber, dueOn, totalMinor } = await world.done(sonya, ship, {
      id: newId(),
      orderId: id,
      version,
      lines,
    });
    return { paper: documentNumber, dueOn, totalMinor };
  };

  /** Fyodor loads what the bank says Ромашка has paid. */
  const fyodorLoads = async (transfer: Transfer) => {
    const bytes = statementOf(transfer, world.platform.clock().toISOString().slice(0, 10));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return world.done(fyodor, importStatement(bytes), { importId: newId(), fileName: 'kl_to_1c.txt', sha256 });
  };

  /** The order as Anna sees it. */
  const card = async ({ id }: { readonly id: string }) => {
    const answer = await world.ask(anna, (context) => getOrder(context, { orderId: id }));
    if (!answer.ok) throw new Error(`the order cannot be seen: ${answer.code}`);
    return answer.value;
  };

  /** What Ромашка owes, kopecks. */
  const owed = async (): Promise<string> => {
    const [row] = await world.owner('select receivable_minor from account_credit where account_id = $1', [
      ids.account.romashka,
    ]);
    return String(row?.['receivable_minor']);
  };

  /** What was asked about the order, and how it stands. */
  const questionsAbout = async ({ id }: Order): Promise<string[]> => {
    const rows = await world.owner(
      'select kind, state from approval where subject_id = $1 order by requested_at, kind',
      [id],
    );
    return rows.map((row) => `${String(row['kind'])}: ${String(row['state'])}`);
  };

  return { on, annaDrafts, annaConfirms, sonyaShips, fyodorLoads, card, owed, questionsAbout };
}

const ours = '40702810938000000001';

/** One transfer as the bank's program writes it, in windows-1251. */
function statementOf({ number, roubles, purpose }: Transfer, day: string): Buffer {
  const date = day.split('-').reverse().join('.');
  const lines = [
    '1CClientBankExchange',
    'ВерсияФормата=1.03',
    'Кодировка=Windows',
    `РасчСчет=${ours}`,
    'СекцияДокумент=Платежное поручение',
    `Номер=${number}`,
    `Дата=${date}`,
    `Сумма=${roubles}`,
    'ПлательщикСчет=40702810900000002851',
    'ПлательщикИНН=7736050003',
    'Плательщик1=ООО Ромашка',
    `ПолучательСчет=${ours}`,
    `ДатаПоступило=${date}`,
    `НазначениеПлатежа=${purpose}`,
    'КонецДокумента',
    'КонецФайла',
    '',
  ];
  return iconv.encode(lines.join('\r\n'), 'win1251');
}
