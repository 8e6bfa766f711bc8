/**
 * Credit limits that fit how the clients really buy: some roomy, some tight, some of a whole group, some for a
 * season.
 */
import { addDays } from '#kernel/plain-date.ts';
import { type Client, clients } from '../clients/clients.ts';
import { groupId } from '../clients/write-clients.ts';
import { dice } from '../dice.ts';
import { demoId } from '../ids.ts';
import type { Days } from '../place.ts';
import type { Row } from '../put.ts';
import type { Bill, Money } from './paying.ts';

/** The largest debt of each account in its last year, kopecks. */
export function peaksOf(bills: readonly Bill[], money: readonly Money[], from: string): ReadonlyMap<string, bigint> {
  const moves = [
    ...bills.map((bill) => ({ day: bill.numbered.shipped.part.day, id: bill.client.id, minor: bill.amountMinor })),
    ...money.flatMap((one) =>
      one.parts.map((part) => ({ day: one.day, id: part.bill.client.id, minor: -part.sumMinor })),
    ),
  ].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  const debts = new Map<string, bigint>();
  const peaks = new Map<string, bigint>();
  for (const { day, id, minor } of moves) {
    const debt = (debts.get(id) ?? 0n) + minor;
    debts.set(id, debt);
    if (day >= from && debt > (peaks.get(id) ?? 0n)) peaks.set(id, debt);
  }
  return peaks;
}

const million = 100_000_000n;

/** Up to a round sum: 50,000 roubles below a million, half a million above. */
function round(minor: bigint): bigint {
  const step = minor < million ? 5_000_000n : million / 2n;
  return ((minor + step - 1n) / step) * step;
}

const sharesLimit = (group: number): boolean => group % 5 === 2;

type By = { readonly days: Days; readonly by: string };

/** The rows of limits: of accounts, of groups that share one, temporary ones that end by themselves. */
export function limitRows(peaks: ReadonlyMap<string, bigint>, { days, by }: By): Row<'credit_limit'>[] {
  const give = (
    name: string,
    more: Pick<Row<'credit_limit'>, 'account_id' | 'group_id' | 'valid_from' | 'valid_to' | 'reason'> & {
      readonly limit: bigint;
    },
  ) => {
    const { limit, ...rest } = more;
    return {
      id: demoId('limit', name),
      ...rest,
      limit_minor: limit,
      set_by: by,
      set_at: `${more.valid_from}T08:00:00Z`,
    };
  };
  const own = clients.filter(
    (client) =>
      client.habit !== 'prepaid' &&
      client.story !== 'prospect' &&
      !(client.group !== null && sharesLimit(client.group)),
  );
  const groups = Map.groupBy(
    clients.filter((client) => client.group !== null && sharesLimit(client.group)),
    (client) => client.group ?? 0,
  );
  const accounts = own.flatMap((client) => {
    const limit = round(((peaks.get(client.id) ?? 5_000_000n) * BigInt(roomOf(client))) / 100n);
    const common = { account_id: client.id, group_id: null };
    const first = give(`${client.n} first`, {
      ...common,
      limit: round((limit * 6n) / 10n),
      valid_from: days.begins,
      valid_to: null,
      reason: 'Начало работы',
    });
    const now = give(`${client.n}`, {
      ...common,
      limit,
      valid_from: addDays(days.begins, 330 + (client.n % 60)),
      valid_to: null,
      reason: 'Пересмотр по обороту за год',
    });
    const season = give(`${client.n} season`, {
      ...common,
      limit: round((limit * 14n) / 10n),
      valid_from: addDays(days.today, -18),
      valid_to: addDays(days.today, 6 + (client.n % 30)),
      reason: 'На сезон, по заявке менеджера',
    });
    return client.n % 16 === 5 && client.tier !== 'C' ? [first, now, season] : [first, now];
  });
  const shared = [...groups].map(([group, members]) => {
    const peak = members.reduce((sum, client) => sum + (peaks.get(client.id) ?? 0n), 0n);
    return give(`group ${group}`, {
      account_id: null,
      group_id: groupId(group),
      limit: round((peak * 11n) / 10n),
      valid_from: days.begins,
      valid_to: null,
      reason: 'Общий лимит группы',
    });
  });
  return [...accounts, ...shared];
}

/** Percent of the largest debt. */
function roomOf(client: Client): number {
  return dice('limit', client.n).weigh([
    [75, 12],
    [100, 22],
    [125, 36],
    [160, 30],
  ] as const);
}
