/** Places of delivery and bank accounts of an account. */
import { ok, refuse } from '#kernel/result.ts';
import { command } from '#platform/command.ts';
import { accounts } from '../contract.ts';
import { accountEvent } from '../events.ts';
import { decideBank } from '../rules/requisites.ts';
import { manyLines, oneLine } from '../rules/text.ts';
import { countOf, deleteBank, insertBank, insertSite, saveSite, siteOf } from '../store/places.ts';
import { lockOpen } from './locked.ts';

const placesMost = 200;

type SiteFields = { readonly name: string; readonly address: string; readonly note: string };
const plain = (site: SiteFields): SiteFields => ({
  name: oneLine(site.name),
  address: oneLine(site.address),
  note: manyLines(site.note),
});

export const addSite = command({
  name: 'accounts.add_site',
  permission: 'accounts.write',
  input: accounts.addSite.input,
  constraints: { site_pk: 'accounts.exists' },
  async handle(context, { accountId, id, ...given }) {
    const { tx, orgId, emit } = context;
    const found = await lockOpen(context, accountId);
    if (!found.ok) return found;
    const site = plain(given);
    if (site.name === '' || site.address === '') return refuse('accounts.site_empty');
    if ((await countOf(tx, orgId, { table: 'site', accountId })) >= placesMost)
      return refuse('accounts.too_many', { most: placesMost });
    await insertSite(tx, { orgId, accountId, siteId: id }, site);
    emit(accountEvent('accounts.site_added', accountId, { siteId: id, siteName: site.name }));
    return ok({ id, version: 1 });
  },
});

export const editSite = command({
  name: 'accounts.edit_site',
  permission: 'accounts.write',
  input: accounts.editSite.input,
  async handle(context, { accountId, siteId, version, ...given }) {
    const { tx, orgId, emit } = context;
    const found = await lockOpen(context, accountId);
    if (!found.ok) return found;
    const before = await siteOf(tx, { orgId, accountId, siteId });
    if (before === null) return refuse('accounts.site_not_found');
    if (before.version !== version) return refuse('accounts.changed_meanwhile');
    const site = plain(given);
    if (site.name === '' || site.address === '') return refuse('accounts.site_empty');
    await saveSite(tx, { orgId, accountId, siteId }, { ...site, archived: false });
    emit(accountEvent('accounts.site_edited', accountId, { siteId, siteName: site.name }));
    return ok({ id: siteId, version: version + 1 });
  },
});

/** Puts a place away: orders that go there keep it, new ones are not offered it. */
export const archiveSite = command({
  name: 'accounts.archive_site',
  permission: 'accounts.write',
  input: accounts.archiveSite.input,
  async handle(context, { accountId, siteId }) {
    const { tx, orgId, emit } = context;
    const found = await lockOpen(context, accountId);
    if (!found.ok) return found;
    const site = await siteOf(tx, { orgId, accountId, siteId });
    if (site === null) return refuse('accounts.site_not_found');
    await saveSite(tx, { orgId, accountId, siteId }, { ...site, archived: true });
    emit(accountEvent('accounts.site_put_away', accountId, { siteId, siteName: site.name }));
    return ok({});
  },
});

export const addBank = command({
  name: 'accounts.add_bank',
  permission: 'accounts.write',
  input: accounts.addBank.input,
  constraints: { account_bank_pk: 'accounts.exists', account_bank_unique: 'accounts.bank_exists' },
  async handle(context, { accountId, id, bankName, ...given }) {
    const { tx, orgId, emit } = context;
    const found = await lockOpen(context, accountId);
    if (!found.ok) return found;
    const bank = decideBank(given);
    if (!bank.ok) return bank;
    if ((await countOf(tx, orgId, { table: 'account_bank', accountId })) >= placesMost)
      return refuse('accounts.too_many', { most: placesMost });
    await insertBank(tx, { orgId, accountId, bankId: id }, { ...bank.value, bankName: oneLine(bankName) });
    emit(
      accountEvent('accounts.bank_added', accountId, { accountNumber: bank.value.accountNumber, bik: bank.value.bik }),
    );
    return ok({});
  },
});

export const removeBank = command({
  name: 'accounts.remove_bank',
  permission: 'accounts.write',
  input: accounts.removeBank.input,
  async handle(context, { accountId, bankId }) {
    const { tx, orgId, emit } = context;
    const found = await lockOpen(context, accountId);
    if (!found.ok) return found;
    const bank = await deleteBank(tx, { orgId, accountId, bankId });
    if (bank === null) return refuse('accounts.bank_not_found');
    emit(accountEvent('accounts.bank_removed', accountId, bank));
    return ok({});
  },
});
