import { sql } from 'kysely';
import { ok, refuse } from '#kernel/result.ts';
import { command } from '#platform/command.ts';
import { authorities } from '../contract.ts';

export const setAuthority = command({
  name: 'pricing.set_authority',
  permission: 'settings.write',
  input: authorities.set.input,
  constraints: {
    discount_authority_role_fk: 'pricing.role_not_found',
    discount_authority_category_fk: 'pricing.category_not_found',
    discount_authority_pk: 'pricing.authority_exists',
  },
  async handle({ tx, orgId, emit }, { id, roleId, categoryId, maxBp }) {
    const { rows } = await sql<{ role: string | null; category: string | null }>`
      with saved as (
        insert into discount_authority (org_id, id, role_id, category_id, max_bp)
        values (${orgId}, ${id}, ${roleId}, ${categoryId}, ${maxBp})
        on conflict (org_id, role_id, category_id) do update set max_bp = excluded.max_bp
      )
      select (select r.name from role r where r.org_id = ${orgId} and r.id = ${roleId}) as role,
        (select c.path from category c where c.org_id = ${orgId} and c.id = ${categoryId}) as category`.execute(tx);
    const payload = { role: rows[0]?.role ?? '', category: rows[0]?.category ?? '', maxBp };
    emit({ name: 'pricing.authority_set', subject: { type: 'role', id: roleId }, payload });
    return ok({});
  },
});

export const removeAuthority = command({
  name: 'pricing.remove_authority',
  permission: 'settings.write',
  input: authorities.remove.input,
  async handle({ tx, orgId, emit }, { authorityId }) {
    const { rows } = await sql<{ role_id: string; max_bp: number }>`
      delete from discount_authority where org_id = ${orgId} and id = ${authorityId} returning role_id, max_bp`.execute(
      tx,
    );
    const row = rows[0];
    if (row === undefined) return refuse('pricing.authority_not_found');
    emit({
      name: 'pricing.authority_removed',
      subject: { type: 'role', id: row.role_id },
      payload: { maxBp: row.max_bp },
    });
    return ok({});
  },
});
