/** A day of business behind the screens: orders in every state, papers, debts, a statement. */
import iconv from 'iconv-lite';
import { newId } from '#kernel/id.ts';
import { ids, type World } from '#tests/harness/world.ts';
import type { Stand } from './stand.ts';

type Head = { readonly id: string; readonly version: number; readonly state: string };
type Shipped = { readonly documentNumber: string; readonly documentId: string };

/** Ids by the names that the paths of screens give them: `/orders/$orderId`. */
export type Places = Readonly<Record<string, string>>;

const line = (productId: string, pieces: number, manualBp = 0) => ({
  id: newId(),
  productId,
  quantityMilli: `${pieces}000`,
  manualBp,
});

/** Does the business as the people would and answers what screens may be opened for. */
export async function doBusiness(stand: Stand): Promise<Places> {
  const [anna, sonya, fyodor] = await Promise.all([stand.api('anna'), stand.api('sonya'), stand.api('fyodor')]);
  const take = (lines: readonly object[], more: object = {}) =>
    anna.act<Head>('/orders', { id: newId(), accountId: ids.account.romashka, lines, confirm: true, ...more });
  const books = line(ids.product.book, 20);
  const order = await take([books, line(ids.product.powerbank, 5)], { comment: 'Позвонить за час' });
  await take([line(ids.product.headphones, 20)]);
  await take([line(ids.product.powerbank, 1, 2000)]);
  await take([line(ids.product.cable, 10)], { confirm: false });
  const handed = await anna.act<Head>(`/orders/${order.id}/hand-over`, { version: order.version });
  await anna.act(`/orders/${order.id}/invoices`, { id: newId() });
  const gone = await sonya.act<Shipped>(`/orders/${order.id}/shipments`, {
    id: newId(),
    version: handed.version,
    lines: [{ lineId: books.id, quantityMilli: '20000' }],
  });
  await fyodor.upload(
    '/statements',
    statement([
      { roubles: '3000.00', purpose: `Оплата по УПД № ${gone.documentNumber}` },
      { roubles: '777.00', purpose: 'За товар, по договорённости' },
    ]),
  );
  const table = new File(['Код;Наименование;ИНН\nИ-1;ООО «Первый»;7707083893\nИ-2;ООО «Второй»;1\n'], 'клиенты.csv');
  await (await stand.api('admin')).upload('/imports/kinds/accounts', table);
  return placesOf(stand.world, order.id);
}

async function placesOf(world: World, orderId: string): Promise<Places> {
  const one = async (sql: string): Promise<string> => {
    const [row] = await world.owner(sql);
    if (row === undefined) throw new Error(`nothing found: ${sql}`);
    return String(row['id']);
  };
  const statementId = await one(`select id from import_run where kind = 'bank-statement'`);
  return {
    orderId,
    statementId,
    accountId: ids.account.romashka,
    groupId: ids.group.flowers,
    productId: ids.product.powerbank,
    personId: ids.person.anna,
    roleId: ids.role['kam'] ?? '',
    entityId: ids.entity.main,
    approvalId: await one(`select id from approval where state = 'pending'`),
    shipmentId: await one('select id from shipment'),
    documentId: await one(`select id from document where kind = 'upd'`),
    receivableId: await one('select id from receivable'),
    paymentId: await one('select id from payment'),
    importId: await one(`select id from import_run where kind = 'accounts'`),
    kind: 'accounts',
  };
}

export type Transfer = {
  readonly roubles: string;
  readonly purpose: string;
  readonly inn?: string;
  readonly payer?: string;
};

const ours = '40702810938000000001';

/** A statement of our main account for today, as a bank's program writes it. */
export function statement(transfers: readonly Transfer[], fileName = 'kl_to_1c.txt'): File {
  const today = new Intl.DateTimeFormat('ru-RU', { timeZone: 'Europe/Moscow' }).format(new Date());
  const documents = transfers.flatMap(({ roubles, purpose, inn = '7736050003', payer = 'ООО Ромашка' }, at) => [
    'СекцияДокумент=Платежное поручение',
    `Номер=${100 + at}${roubles.replaceAll(/\D/g, '')}`,
    `Дата=${today}`,
    `Сумма=${roubles}`,
    'ПлательщикСчет=40702810900000002851',
    `ПлательщикИНН=${inn}`,
    `Плательщик1=${payer}`,
    `ПолучательСчет=${ours}`,
    `ДатаПоступило=${today}`,
    `НазначениеПлатежа=${purpose}`,
    'КонецДокумента',
  ]);
  const head = ['1CClientBankExchange', 'ВерсияФормата=1.03', 'Кодировка=Windows', `РасчСчет=${ours}`];
  const bytes = iconv.encode([...head, ...documents, 'КонецФайла', ''].join('\r\n'), 'win1251');
  return new File([new Uint8Array(bytes)], fileName, { type: 'text/plain' });
}
