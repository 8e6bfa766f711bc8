/** Sales by hand: each test says what was sold in one line of text. */
import { newId } from '#kernel/id.ts';
import { parseMinor } from '#kernel/money.ts';
import { writeOrg } from '#platform/database.ts';
import { ids, type World } from '#tests/harness/world.ts';
import { addSales, type SoldLine } from './index.ts';

type Name<T> = keyof T & string;

/**
 * Adds lines 'day | account | product | pieces | sum | vat | cost | manager', sums in roubles; '-' for none. The first
 * line of `text` may be a header that begins with 'day'. Answers how many were new.
 */
export async function addSold(world: World, text: string): Promise<number> {
  const rows = text
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([day]) => day !== 'day');
  const lines = rows.map((row, at) => lineOf(row, at));
  return writeOrg(world.db, ids.org, { work: (tx) => addSales(tx, ids.org, lines) });
}

function lineOf(row: readonly string[], at: number): SoldLine {
  const [soldOn = '', account = '', product = '', pieces = '1', sum = '0', vat = '0', cost = '-', manager = '-'] = row;
  const sumMinor = parseMinor(sum) ?? 0n;
  const quantityMilli = BigInt(pieces) * 1000n;
  return {
    id: newId(),
    source: 'shipment',
    invoiceNo: `Т-${soldOn}`,
    lineNo: at + 1,
    soldOn,
    accountId: ids.account[account as Name<typeof ids.account>],
    productId: ids.product[product as Name<typeof ids.product>],
    managerId: manager === '-' ? null : ids.person[manager as Name<typeof ids.person>],
    quantityMilli,
    priceE4: (sumMinor * 100n) / BigInt(pieces),
    sumMinor,
    vatMinor: parseMinor(vat) ?? 0n,
    costMinor: cost === '-' ? null : parseMinor(cost),
  };
}
