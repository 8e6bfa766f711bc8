import { sql } from 'kysely';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { InputOf, OutputOf } from '#platform/endpoint.ts';
import type { ReadContext } from '#platform/serve.ts';
import type { legalEntities } from './contract.ts';

type Row = OutputOf<typeof legalEntities.list>['rows'][number];
type Choice = OutputOf<typeof legalEntities.pick>['rows'][number];
type Card = OutputOf<typeof legalEntities.get>;

/** Our legal entities, the default one first. */
export async function listEntities({ read, orgId }: ReadContext): Promise<Result<{ rows: Row[] }>> {
  const { rows } = await sql<Row>`
    select e.id, e.name, e.inn, e.kpp, e.vat_regime as "vatRegime", e.number_prefix as "numberPrefix",
      e.is_default as "isDefault",
      (select count(*)::int from legal_entity_bank b where b.org_id = ${orgId} and b.legal_entity_id = e.id) as banks
    from legal_entity e where e.org_id = ${orgId}
    order by e.is_default desc, e.name collate ru_name, e.id limit 200`.execute(read);
  return ok({ rows });
}

/** Names and INN, for whoever takes an order. */
export async function pickEntities(
  { read, orgId }: ReadContext,
  { q }: InputOf<typeof legalEntities.pick>,
): Promise<Result<{ rows: Choice[] }>> {
  const like =
    q === undefined
      ? null
      : `%${q
          .trim()
          .toLowerCase()
          .replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const { rows } = await sql<Choice>`
    select id, name, inn, is_default as "isDefault" from legal_entity
    where org_id = ${orgId} and (${like}::text is null or lower(name || ' ' || inn) like ${like})
    order by is_default desc, name collate ru_name, id limit 50`.execute(read);
  return ok({ rows });
}

/** One entity with its bank accounts. */
export async function readEntity(
  { read, orgId, actor }: ReadContext,
  { entityId }: InputOf<typeof legalEntities.get>,
): Promise<Result<Card>> {
  const { rows } = await sql<Omit<Card, 'closed'>>`
    select e.id, e.version, e.is_default as "isDefault", e.name, e.full_name as "fullName", e.inn, e.kpp, e.ogrn,
      e.address, e.vat_regime as "vatRegime", e.number_prefix as "numberPrefix", e.head_post as "headPost",
      e.head_name as "headName", e.accountant_name as "accountantName",
      coalesce((
        select jsonb_agg(jsonb_build_object('id', b.id, 'accountNumber', b.account_number, 'bik', b.bik,
          'bankName', b.bank_name, 'correspondentAccount', b.correspondent_account, 'isDefault', b.is_default)
          order by b.is_default desc, b.bank_name, b.id)
        from legal_entity_bank b where b.org_id = ${orgId} and b.legal_entity_id = e.id), '[]') as banks
    from legal_entity e where e.org_id = ${orgId} and e.id = ${entityId}`.execute(read);
  const row = rows[0];
  if (row === undefined) return refuse('firm.not_found');
  const may = actor.permissions.has('settings.write');
  const forbidden = may ? null : { code: 'platform.forbidden', details: { permission: 'settings.write' } };
  const ifDefault = (code: string) => forbidden ?? (row.isDefault ? { code } : null);
  return ok({
    ...row,
    closed: { makeDefault: ifDefault('firm.default_already'), remove: ifDefault('firm.default_needed') },
  });
}
