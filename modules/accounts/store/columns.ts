import { sql } from 'kysely';

/** An account's columns over the alias `a`, under the names of the type `Account`. */
export const accountColumns = sql`
  a.id, a.code, a.name, a.full_name as "fullName", a.kind, a.inn, a.kpp, a.ogrn, a.group_id as "groupId", a.roles,
  a.tier, a.is_key as "isKey", a.legal_address as "legalAddress", a.actual_address as "actualAddress", a.phone,
  a.email, a.website, a.country, a.segment, a.status, a.manager_id as "managerId", a.block_reason as "blockReason",
  a.next_step as "nextStep", a.next_step_on as "nextStepOn", a.last_shipped_on as "lastShippedOn",
  a.shipping_since as "shippingSince", a.archived, a.version`;
