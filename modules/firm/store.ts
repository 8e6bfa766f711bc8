import { sql } from 'kysely';
import type { Tx } from '#platform/database.ts';
import type { BankFields, EntityFields } from './contract.ts';

export type Entity = EntityFields & { readonly id: string; readonly version: number; readonly isDefault: boolean };

/** Locks the legal entities of the organisation, so that the default is one and always there; answers them. */
export async function lockEntities(tx: Tx, orgId: string): Promise<readonly Entity[]> {
  await sql`select pg_advisory_xact_lock(hashtext('firm.entities'), hashtext(${orgId}))`.execute(tx);
  const { rows } = await sql<Entity>`
    select id, version, is_default as "isDefault", name, full_name as "fullName", inn, kpp, ogrn, address,
      vat_regime as "vatRegime", number_prefix as "numberPrefix", head_post as "headPost", head_name as "headName",
      accountant_name as "accountantName"
    from legal_entity where org_id = ${orgId} order by id limit 500`.execute(tx);
  return rows;
}

type New = { readonly orgId: string; readonly id: string; readonly entity: EntityFields; readonly isDefault: boolean };

export async function insertEntity(tx: Tx, { orgId, id, entity, isDefault }: New): Promise<void> {
  await sql`
    insert into legal_entity (org_id, id, name, full_name, inn, kpp, ogrn, address, vat_regime, number_prefix, head_post,
      head_name, accountant_name, is_default)
    values (${orgId}, ${id}, ${entity.name}, ${entity.fullName}, ${entity.inn}, ${entity.kpp}, ${entity.ogrn},
      ${entity.address}, ${entity.vatRegime}, ${entity.numberPrefix}, ${entity.headPost}, ${entity.headName},
      ${entity.accountantName}, ${isDefault})`.execute(tx);
}

export async function saveEntity(tx: Tx, { orgId, id, entity }: Omit<New, 'isDefault'>): Promise<void> {
  await sql`
    update legal_entity set name = ${entity.name}, full_name = ${entity.fullName}, inn = ${entity.inn},
      kpp = ${entity.kpp}, ogrn = ${entity.ogrn}, address = ${entity.address}, vat_regime = ${entity.vatRegime},
      number_prefix = ${entity.numberPrefix}, head_post = ${entity.headPost}, head_name = ${entity.headName},
      accountant_name = ${entity.accountantName}, version = version + 1
    where org_id = ${orgId} and id = ${id}`.execute(tx);
}

/** Makes one entity the default and the others not: in this order, for the index allows only one. */
export async function saveDefault(tx: Tx, orgId: string, id: string): Promise<void> {
  await sql`update legal_entity set is_default = false where org_id = ${orgId} and is_default and id <> ${id}`.execute(
    tx,
  );
  await sql`update legal_entity set is_default = true where org_id = ${orgId} and id = ${id}`.execute(tx);
}

export async function deleteEntity(tx: Tx, orgId: string, id: string): Promise<void> {
  await sql`delete from legal_entity_bank where org_id = ${orgId} and legal_entity_id = ${id}`.execute(tx);
  await sql`delete from legal_entity where org_id = ${orgId} and id = ${id}`.execute(tx);
}

export type Bank = BankFields & { readonly id: string; readonly entityId: string };

/** The bank account of this id, whichever entity it belongs to. */
export async function readBank(tx: Tx, orgId: string, id: string): Promise<Bank | undefined> {
  const { rows } = await sql<Bank>`
    select id, legal_entity_id as "entityId", account_number as "accountNumber", bik, bank_name as "bankName",
      correspondent_account as "correspondentAccount", is_default as "isDefault"
    from legal_entity_bank where org_id = ${orgId} and id = ${id}`.execute(tx);
  return rows[0];
}

/** Writes the account; a default one takes the mark from the others of its entity, the first one has it anyway. */
export async function saveBank(tx: Tx, orgId: string, bank: Bank): Promise<void> {
  if (bank.isDefault) {
    await sql`update legal_entity_bank set is_default = false
      where org_id = ${orgId} and legal_entity_id = ${bank.entityId} and id <> ${bank.id}`.execute(tx);
  }
  await sql`
    insert into legal_entity_bank (org_id, id, legal_entity_id, account_number, bik, bank_name, correspondent_account,
      is_default)
    values (${orgId}, ${bank.id}, ${bank.entityId}, ${bank.accountNumber}, ${bank.bik}, ${bank.bankName},
      ${bank.correspondentAccount}, ${bank.isDefault})
    on conflict (org_id, id) do update set account_number = excluded.account_number, bik = excluded.bik,
      bank_name = excluded.bank_name, correspondent_account = excluded.correspondent_account,
      is_default = excluded.is_default`.execute(tx);
}

/** How many accounts of the entity there are besides this one, and whether one of them is the default. */
export async function otherBanks(tx: Tx, orgId: string, bank: { id: string; entityId: string }) {
  const { rows } = await sql<{ count: number; hasDefault: boolean }>`
    select count(*)::int as count, coalesce(bool_or(is_default), false) as "hasDefault" from legal_entity_bank
    where org_id = ${orgId} and legal_entity_id = ${bank.entityId} and id <> ${bank.id}`.execute(tx);
  return rows[0] ?? { count: 0, hasDefault: false };
}

export async function deleteBank(tx: Tx, orgId: string, id: string): Promise<void> {
  await sql`delete from legal_entity_bank where org_id = ${orgId} and id = ${id}`.execute(tx);
}
