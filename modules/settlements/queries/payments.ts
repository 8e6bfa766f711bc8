import { type RawBuilder, sql } from 'kysely';
import { parsePlainDate } from '#kernel/plain-date.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { InputOf, OutputOf } from '#platform/endpoint.ts';
import { keyOf, pageOf } from '#platform/paging.ts';
import type { ReadContext } from '#platform/serve.ts';
import { visibleTo } from '#platform/visibility.ts';
import type { settlements } from '../contract.ts';
import { likePattern, wordsOf } from './scope.ts';

type Input = InputOf<typeof settlements.payments>;
type Page = OutputOf<typeof settlements.payments>;
type Row = Page['rows'][number];
type View = OutputOf<typeof settlements.payment>;

const pageDefault = 100;
const proposalMost = 200;

/** Payments by how they stand, the latest first. Money of nobody yet is seen by those who see all accounts. */
export async function listPayments(context: ReadContext, input: Input): Promise<Result<Page>> {
  const wrong = [input.from, input.to].find((day) => day !== undefined && parsePlainDate(day) === null);
  if (wrong !== undefined) return refuse('settlements.bad_date', { date: wrong });
  const size = input.limit ?? pageDefault;
  const after = keyOf(input.cursor, ['day', 'id']);
  const beyond = after === null ? sql`` : sql`and (p.booked_on, p.id) < (${after[0]}::date, ${after[1]}::uuid)`;
  const { rows } = await sql<Row>`
    ${selectPayments(context)} and ${filters(context, input)} ${beyond}
    order by p.booked_on desc, p.id desc limit ${size + 1}`.execute(context.read);
  return ok(pageOf(rows, size, (row) => [row.bookedOn, row.id]));
}

function selectPayments({ orgId, actor }: ReadContext): RawBuilder<Row> {
  const seen = actor.scope.kind === 'all' ? sql`true` : sql`(p.account_id is not null and ${visibleTo(actor, 'a')})`;
  return sql<Row>`
    select p.id, p.account_id as "accountId", a.name as "accountName", a.inn as "accountInn", a.group_id as "groupId",
      p.legal_entity_id as "legalEntityId", p.direction, p.number, p.booked_on as "bookedOn", p.amount_minor as "amountMinor",
      p.unallocated_minor as "unallocatedMinor",
      p.payer_name as "payerName", p.payer_inn as "payerInn", p.purpose, p.state, p.reasons, p.version,
      case when p.proposal = '[]' then '[]'::json else coalesce((
        select json_agg(json_build_object('receivableId', x.id, 'accountId', x.account_id, 'accountName', x.name,
          'documentNumber', x.number, 'sumMinor', x.sum, 'openMinor', x.open::text) order by x.place)
        from (select r.id, r.account_id, b.name, r.document_number as number, e.value ->> 'sumMinor' as sum,
            r.open_minor as open, e.place
          from jsonb_array_elements(p.proposal) with ordinality e (value, place)
          join receivable r on r.org_id = ${orgId} and r.id = (e.value ->> 'receivableId')::uuid
          join account b on b.org_id = ${orgId} and b.id = r.account_id and ${visibleTo(actor, 'b')}
          where e.place <= ${proposalMost}) x), '[]') end as proposal
    from payment p left join account a on a.org_id = ${orgId} and a.id = p.account_id
    where p.org_id = ${orgId} and ${seen}`;
}

function filters(context: ReadContext, input: Input): RawBuilder<boolean> {
  const parts: RawBuilder<boolean>[] = [sql`true`];
  if (input.state !== undefined) parts.push(sql`p.state = ${input.state}`);
  if (input.direction !== undefined) parts.push(sql`p.direction = ${input.direction}`);
  if (input.free === true) parts.push(sql`p.unallocated_minor > 0 and p.direction = 'in' and p.account_id is not null`);
  if (input.from !== undefined) parts.push(sql`p.booked_on >= ${input.from}`);
  if (input.to !== undefined) parts.push(sql`p.booked_on <= ${input.to}`);
  if (input.accountId !== undefined) parts.push(sql`p.account_id = ${input.accountId}`);
  if (input.importId !== undefined) parts.push(sql`p.import_id = ${input.importId}`);
  if ((input.q ?? '').trim() !== '') parts.push(found(context, (input.q ?? '').trim()));
  return sql<boolean>`${sql.join(parts, sql` and `)}`;
}

/** By number, by the payer's INN or name as the bank wrote it, by the account's words, by the sum. */
function found(_context: ReadContext, typed: string): RawBuilder<boolean> {
  const named = wordsOf(typed).map(
    (word) => sql<boolean>`(a.search_text like ${likePattern(word)} or lower(p.payer_name) like ${likePattern(word)})`,
  );
  const either = [sql`p.number = ${typed}`, sql`p.payer_inn = ${typed}`];
  if (named.length > 0) either.push(sql`(${sql.join(named, sql` and `)})`);
  const sum = /^\d[\d\s\u00a0]{0,14}(?:[.,]\d{2})?$/.test(typed) ? kopecks(typed) : null;
  if (sum !== null) either.push(sql`p.amount_minor = ${sum}`);
  return sql<boolean>`(${sql.join(either, sql` or `)})`;
}

function kopecks(typed: string): string {
  const [whole = '', fraction = '00'] = typed.replace(/\s/g, '').split(/[.,]/);
  return `${whole}${fraction}`;
}

const historyMost = 50;

/** A payment with what it settles and what was done with it. */
export async function getPayment(context: ReadContext, { paymentId }: { paymentId: string }): Promise<Result<View>> {
  const { read, orgId, actor } = context;
  const { rows } = await sql<Row>`${selectPayments(context)} and p.id = ${paymentId}`.execute(read);
  const payment = rows[0];
  if (payment === undefined) return refuse('settlements.payment_not_found');
  const { rows: parts } = await sql<View['parts'][number]>`
    select r.id as "receivableId", a.name as "accountName", r.document_id as "documentId",
      r.document_number as "documentNumber", r.document_date as "documentDate", r.open_minor as "openMinor", sum(l.amount_minor) as "sumMinor"
    from allocation l
    join receivable r on r.org_id = ${orgId} and r.id = l.receivable_id
    join account a on a.org_id = ${orgId} and a.id = r.account_id
    where l.org_id = ${orgId} and l.payment_id = ${paymentId} and ${visibleTo(actor, 'a')}
    group by r.id, a.name, r.document_id, r.document_number, r.document_date, r.open_minor having sum(l.amount_minor) <> 0
    order by r.document_date, r.id limit 1000`.execute(read);
  const { rows: history } = await sql<View['history'][number]>`
    select e.id, e.at, e.name, m.name as who, e.payload
    from event e left join person m on m.org_id = ${orgId} and m.id = e.actor_id
    where e.org_id = ${orgId} and e.subject_id = ${paymentId} and e.subject_type = 'payment'
    order by e.seq desc limit ${historyMost}`.execute(read);
  return ok({ payment, parts, history });
}
