/** What clients of a storm do all day: orders to their payment, by every way, and tables of accounts. */
import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '#kernel/id.ts';
import { type Line, statement } from '#modules/settlements/books.fixture.ts';
import { ids } from '#tests/harness/world-rows.ts';
import { codeOf, tableRows } from './acts.ts';
import { type Desk, NotDone } from './desk.ts';

type Head = { readonly id: string; readonly version: number; readonly state: string };
type Shipped = { readonly documentNumber: string; readonly totalMinor: string; readonly orderVersion: number };
type Bill = { readonly numberText: string; readonly totalMinor: string };
type Paid = { readonly id: string; readonly version: number; readonly state: string; readonly amountMinor: string };
type Debt = { readonly id: string; readonly openMinor: string };
type OrderLine = { readonly id: string; readonly productId: string; readonly quantityMilli: string };

const afterFailureMs = 100;
const goods = [ids.product.powerbank, ids.product.book, ids.product.headphones];
const newLines = (products: readonly string[]): OrderLine[] =>
  products.map((productId) => ({ id: newId(), productId, quantityMilli: '2000' }));

/** Lives until it is told that it is over: one after another, begun anywhere; an act that fails ends its life only. */
export async function actUntilOver(desk: Desk, isOver: () => boolean): Promise<void> {
  const lives = [planned, atOnce, decided, imported];
  for (let turn = Math.floor(Math.random() * lives.length); !isOver(); turn += 1) {
    try {
      await lives[turn % lives.length]?.(desk);
    } catch (error) {
      if (!(error instanceof NotDone)) throw error;
      await pause(afterFailureMs);
    }
  }
  desk.close();
}

/** A draft, confirmed, billed, shipped in two parts, each paid by its УПД; one payment taken back and put on again. */
async function planned(desk: Desk): Promise<void> {
  const id = newId();
  const lines = newLines(goods);
  const body = { id, accountId: ids.account.romashka, lines };
  const draft = (await desk.act('anna', 'draft', { path: '/orders', id, body })) as Head;
  await confirm(desk, draft);
  await bill(desk, id);
  const first = await ship(desk, { id, version: draft.version + 1, lines }, '1000');
  const second = await ship(desk, { id, version: first.orderVersion, lines }, '1000');
  const paid = await pay(desk, [byPaper(first), byPaper(second)]);
  if (paid !== undefined) await matchAnew(desk, id, paid);
}

/** An order confirmed at once, shipped whole, its bill paid in two halves. */
async function atOnce(desk: Desk): Promise<void> {
  const id = newId();
  const lines = newLines(goods);
  const body = { id, accountId: ids.account.romashka, lines, confirm: true };
  const order = (await desk.act('anna', 'order', { path: '/orders', id, body })) as Head;
  const { numberText, totalMinor } = await bill(desk, id);
  await ship(desk, { id, version: order.version, lines }, '2000');
  await pay(desk, halves(BigInt(totalMinor), `Оплата по счёту № ${numberText} от ${today()}`));
}

/** An order with a price under the floor: asked about, decided by the head, confirmed, shipped, paid. */
async function decided(desk: Desk): Promise<void> {
  const id = newId();
  const lines = newLines([ids.product.cable]).map((line) => ({ ...line, manualBp: 400 }));
  const body = { id, accountId: ids.account.romashka, lines, confirm: true };
  const order = (await desk.act('anna', 'question', { path: '/orders', id, body })) as Head;
  const card = await desk.look<{ approvals: { id: string }[] }>('vera', `/orders/${id}`);
  const approvalId = card.approvals[0]?.id ?? '';
  const question = await desk.look<{ version: number; subjectVersion: number }>('vera', `/approvals/${approvalId}`);
  const { version, subjectVersion } = question;
  const verdict = { version, subjectVersion, verdict: 'approve', note: 'Для постоянного клиента' };
  await desk.act('vera', 'decision', { path: `/approvals/${approvalId}/decision`, id, body: verdict });
  await confirm(desk, order);
  const gone = await ship(desk, { id, version: order.version + 1, lines }, '2000');
  await pay(desk, halves(BigInt(gone.totalMinor), byPaper(gone).purpose));
}

/** A small table of accounts, uploaded and begun; a job takes its rows, and nobody waits for it. */
async function imported(desk: Desk): Promise<void> {
  const id = newId();
  const rows = Array.from({ length: tableRows }, (_none, at) => `${codeOf(id, at + 1)};Шторм ${id} ${at + 1}`);
  const file = { name: 'клиенты.csv', bytes: Buffer.from(['Код;Наименование', ...rows, ''].join('\n')) };
  await desk.act('admin', 'upload', { path: '/imports/kinds/accounts', id, file, key: id });
  await desk.act('admin', 'import', { path: `/imports/${id}/start`, id, body: { dryRun: false } });
}

async function confirm(desk: Desk, { id, version }: Head): Promise<void> {
  await desk.act('anna', 'confirmation', { path: `/orders/${id}/confirmation`, id, body: { version } });
}

async function bill(desk: Desk, orderId: string): Promise<Bill> {
  const id = newId();
  return (await desk.act('anna', 'invoice', { path: `/orders/${orderId}/invoices`, id, body: { id } })) as Bill;
}

type Agreed = { readonly id: string; readonly version: number; readonly lines: readonly OrderLine[] };

async function ship(desk: Desk, order: Agreed, quantityMilli: string): Promise<Shipped> {
  const id = newId();
  const lines = order.lines.map((line) => ({ lineId: line.id, quantityMilli }));
  const body = { id, version: order.version, lines };
  return (await desk.act('sonya', 'shipment', { path: `/orders/${order.id}/shipments`, id, body })) as Shipped;
}

type Money = { readonly sumMinor: bigint; readonly purpose: string };

const byPaper = ({ documentNumber, totalMinor }: Shipped): Money => ({
  sumMinor: BigInt(totalMinor),
  purpose: `Оплата по УПД № ${documentNumber} от ${today()}`,
});
const halves = (whole: bigint, purpose: string): Money[] => [
  { sumMinor: whole / 2n, purpose },
  { sumMinor: whole - whole / 2n, purpose },
];
const today = (): string => new Date().toLocaleDateString('ru-RU', { timeZone: 'Europe/Moscow' });
const roubles = (minor: bigint): string => `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`;

/** Uploads a statement with these payments; answers the first of them. */
async function pay(desk: Desk, money: readonly Money[]): Promise<Paid | undefined> {
  const id = newId();
  const lines = money.map(({ sumMinor, purpose }, at): Line => {
    // Statements are told apart by the numbers of their payments.
    const number = `${Number.parseInt(id.slice(-12), 16)}${at}`;
    return { number, date: today(), sum: roubles(sumMinor), inn: '7736050003', kpp: '773601001', purpose };
  });
  const file = { name: 'kl_to_1c.txt', bytes: statement(lines) };
  await desk.act('fyodor', 'statement', { path: '/statements', id, file, key: id });
  const found = await desk.look<{ rows: Paid[] }>('fyodor', `/payments?importId=${id}`);
  return found.rows[0];
}

/** Takes a payment back from its debt, and puts it there again. */
async function matchAnew(desk: Desk, orderId: string, paid: Paid): Promise<void> {
  const { id } = paid;
  const back = { version: paid.version, reason: 'Другой плательщик' };
  const free = (await desk.act('fyodor', 'unmatching', { path: `/payments/${id}/take-back`, id, body: back })) as Paid;
  const debts = await desk.look<{ rows: Debt[] }>('fyodor', `/receivables?orderId=${orderId}`);
  const parts = debts.rows.map((debt) => ({ receivableId: debt.id, sumMinor: debt.openMinor }));
  await desk.act('fyodor', 'matching', {
    path: `/payments/${id}/allocations`,
    id,
    body: { version: free.version, parts },
  });
}
