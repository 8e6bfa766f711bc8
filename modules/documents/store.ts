import { sql } from 'kysely';
import { numberKey } from '#modules/settlements/index.ts';
import type { ActContext } from '#platform/command.ts';

export type NewDocument = {
  readonly id: string;
  readonly kind: 'invoice' | 'upd';
  readonly numberPrefix: string;
  readonly datedOn: string;
  readonly accountId: string;
  readonly legalEntityId: string;
  readonly orderId: string;
  readonly shipmentId: string | null;
  readonly totalMinor: string;
  readonly vatMinor: string;
};

/**
 * Takes the next number of the firm's series for the year, gapless: the series' row stays locked until the act commits,
 * and a refused act gives its number back.
 */
export async function takeNumber(
  context: ActContext,
  paper: Pick<NewDocument, 'kind' | 'legalEntityId' | 'datedOn' | 'numberPrefix'>,
) {
  const series = `${paper.kind}:${paper.legalEntityId}`;
  const year = Number(paper.datedOn.slice(0, 4));
  const { rows } = await sql<{ last: number }>`
    insert into number_series as s (org_id, series, year, last) values (${context.orgId}, ${series}, ${year}, 1)
    on conflict (org_id, series, year) do update set last = s.last + 1 returning last`.execute(context.tx);
  const number = rows[0]?.last;
  if (number === undefined) throw new Error('no number was given');
  return {
    series,
    year,
    number,
    numberText: paper.numberPrefix === '' ? String(number) : `${paper.numberPrefix}-${number}`,
  };
}

/** Keeps a paper with all it says. It is never changed afterwards. */
export async function insertDocument(
  context: ActContext,
  paper: NewDocument & Awaited<ReturnType<typeof takeNumber>>,
  snapshot: unknown,
): Promise<void> {
  const { tx, orgId, actor, now } = context;
  await sql`
    insert into document (org_id, id, kind, series, year, number, number_text, number_key, dated_on, account_id,
      legal_entity_id, order_id, shipment_id, total_minor, vat_minor, snapshot, created_by, created_at)
    values (${orgId}, ${paper.id}, ${paper.kind}, ${paper.series}, ${paper.year}, ${paper.number}, ${paper.numberText},
      ${numberKey(paper.numberText).core}, ${paper.datedOn}, ${paper.accountId}, ${paper.legalEntityId}, ${paper.orderId},
      ${paper.shipmentId}, ${paper.totalMinor}, ${paper.vatMinor}, ${JSON.stringify(snapshot)}::jsonb, ${actor.personId}, ${now})`.execute(
    tx,
  );
}
