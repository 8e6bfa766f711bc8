/** Acts on our own legal entities. */
import { ok, type Result, refuse } from '#kernel/result.ts';
import { type ActContext, command } from '#platform/command.ts';
import { type EntityFields, legalEntities } from './contract.ts';
import { decideBank, decideEntity } from './rules.ts';
import {
  deleteBank,
  deleteEntity,
  type Entity,
  insertEntity,
  lockEntities,
  otherBanks,
  readBank,
  saveBank,
  saveDefault,
  saveEntity,
} from './store.ts';

const constraints = {
  legal_entity_pk: 'firm.id_taken',
  legal_entity_inn_unique: 'firm.inn_taken',
  legal_entity_bank_pk: 'firm.id_taken',
  legal_entity_bank_unique: 'firm.account_taken',
  account_terms_entity_fk: 'firm.entity_in_use',
  sales_order_entity_fk: 'firm.entity_in_use',
  document_entity_fk: 'firm.entity_in_use',
};

const subject = (id: string) => ({ type: 'legal_entity', id });

export const createEntity = command({
  name: 'firm.create_entity',
  permission: 'settings.write',
  input: legalEntities.create.input,
  constraints,
  async handle({ tx, orgId, emit }, { id, ...fields }) {
    const decided = decideEntity(fields);
    if (!decided.ok) return decided;
    const others = await lockEntities(tx, orgId);
    const isDefault = !others.some((one) => one.isDefault);
    await insertEntity(tx, { orgId, id, entity: decided.value, isDefault });
    emit({ name: 'firm.entity_created', subject: subject(id), payload: { ...decided.value, isDefault } });
    return ok({ id, version: 1 });
  },
});

export const updateEntity = command({
  name: 'firm.update_entity',
  permission: 'settings.write',
  input: legalEntities.update.input,
  constraints,
  async handle(context, { entityId, version, ...fields }) {
    const { tx, orgId, emit } = context;
    const decided = decideEntity(fields);
    if (!decided.ok) return decided;
    const found = await lockEntity(context, entityId);
    if (!found.ok) return found;
    if (found.value.version !== version) return refuse('firm.changed_meanwhile');
    await saveEntity(tx, { orgId, id: entityId, entity: decided.value });
    emit({ name: 'firm.entity_changed', subject: subject(entityId), payload: changes(found.value, decided.value) });
    return ok({ id: entityId, version: version + 1 });
  },
});

export const makeDefaultEntity = command({
  name: 'firm.make_default_entity',
  permission: 'settings.write',
  input: legalEntities.makeDefault.input,
  async handle(context, { entityId }): Promise<Result<Record<string, never>>> {
    const { tx, orgId, emit } = context;
    const found = await lockEntity(context, entityId);
    if (!found.ok) return found;
    if (found.value.isDefault) return refuse('firm.default_already');
    await saveDefault(tx, orgId, entityId);
    emit({ name: 'firm.entity_made_default', subject: subject(entityId), payload: { name: found.value.name } });
    return ok({});
  },
});

export const removeEntity = command({
  name: 'firm.remove_entity',
  permission: 'settings.write',
  input: legalEntities.remove.input,
  constraints,
  async handle(context, { entityId }): Promise<Result<Record<string, never>>> {
    const { tx, orgId, emit } = context;
    const found = await lockEntity(context, entityId);
    if (!found.ok) return found;
    if (found.value.isDefault) return refuse('firm.default_needed');
    await deleteEntity(tx, orgId, entityId);
    emit({ name: 'firm.entity_removed', subject: subject(entityId), payload: { name: found.value.name } });
    return ok({});
  },
});

export const saveBankAccount = command({
  name: 'firm.save_bank_account',
  permission: 'settings.write',
  input: legalEntities.saveBank.input,
  constraints,
  async handle(context, { entityId, bankId, ...fields }) {
    const { tx, orgId, emit } = context;
    const decided = decideBank(fields);
    if (!decided.ok) return decided;
    const found = await lockEntity(context, entityId);
    if (!found.ok) return found;
    const before = await readBank(tx, orgId, bankId);
    if (before !== undefined && before.entityId !== entityId) return refuse('firm.not_found');
    const others = await otherBanks(tx, orgId, { id: bankId, entityId });
    const isDefault = decided.value.isDefault || !others.hasDefault;
    const bank = { ...decided.value, id: bankId, entityId, isDefault };
    await saveBank(tx, orgId, bank);
    const { accountNumber, bik, bankName } = bank;
    const payload = { bankId, accountNumber, bik, bankName, isDefault, isNew: before === undefined };
    emit({ name: 'firm.bank_account_saved', subject: subject(entityId), payload });
    return ok({ id: bankId });
  },
});

export const removeBankAccount = command({
  name: 'firm.remove_bank_account',
  permission: 'settings.write',
  input: legalEntities.removeBank.input,
  async handle(context, { entityId, bankId }): Promise<Result<Record<string, never>>> {
    const { tx, orgId, emit } = context;
    const found = await lockEntity(context, entityId);
    if (!found.ok) return found;
    const bank = await readBank(tx, orgId, bankId);
    if (bank?.entityId !== entityId) return refuse('firm.not_found');
    const others = await otherBanks(tx, orgId, bank);
    if (bank.isDefault && others.count > 0) return refuse('firm.default_account_needed');
    await deleteBank(tx, orgId, bankId);
    const { accountNumber, bik } = bank;
    emit({ name: 'firm.bank_account_removed', subject: subject(entityId), payload: { bankId, accountNumber, bik } });
    return ok({});
  },
});

/** Locks the entities and finds one of them. */
async function lockEntity({ tx, orgId }: ActContext, entityId: string): Promise<Result<Entity>> {
  const entity = (await lockEntities(tx, orgId)).find((one) => one.id === entityId);
  return entity === undefined ? refuse('firm.not_found') : ok(entity);
}

function changes(before: Entity, after: EntityFields): Record<string, string> {
  const was: Readonly<Record<string, unknown>> = { ...before };
  return Object.fromEntries(Object.entries(after).filter(([field, value]) => was[field] !== value));
}
