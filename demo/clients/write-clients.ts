/** Writes the clients with their people, places and terms. */

import { addDays } from '#kernel/plain-date.ts';
import { nameKey } from '#kernel/requisites.ts';
import type { MadeOrg } from '#modules/access/index.ts';
import { phoneKey } from '#modules/accounts/index.ts';
import { folded, searchText } from '#modules/accounts/rules/search.ts';
import { at, dice } from '../dice.ts';
import { columnIdOf } from '../goods/prices.ts';
import { demoId } from '../ids.ts';
import type { People } from '../people.ts';
import type { Place } from '../place.ts';
import { put } from '../put.ts';
import { accountNumber, banks } from '../requisites.ts';
import { type Client, clients } from './clients.ts';
import { contactsOf } from './contacts.ts';
import type { Deal } from './deals.ts';
import { groupNames, nextSteps, notes, streets } from './words.ts';

export type Base = { readonly made: MadeOrg; readonly people: People; readonly deals: ReadonlyMap<string, Deal> };

export const groupId = (group: number): string => demoId('group', at(groupNames, group));
const managerId = (client: Client, people: People): string | null =>
  client.manager === null ? null : people[client.manager].personId;

export async function writeClients(place: Place, base: Base): Promise<void> {
  const groups = groupNames.map((name, n) => ({ id: groupId(n), name: `ГК «${name}»` }));
  await put(
    place,
    'account_group',
    groups.map((group) => ({ ...group, name_key: folded(group.name) })),
  );
  await put(
    place,
    'account',
    clients.map((client) => accountRow(place, base, client)),
  );
  await put(
    place,
    'account_credit',
    clients.map(({ id }) => ({ account_id: id })),
  );
  await writeManagers(place, base);
  await put(place, 'number_series', [{ series: 'account', year: 0, last: clients.length }]);
  await put(
    place,
    'contact',
    clients.flatMap((client) =>
      contactsOf(client).map((contact) => ({
        id: contact.id,
        account_id: client.id,
        name: contact.name,
        post: contact.post,
        buying_role: contact.role,
        attitude: contact.attitude,
        phone: contact.phone,
        phone_key: phoneKey(contact.phone),
        email: contact.email,
        reports_to: contact.reportsTo,
      })),
    ),
  );
  await put(place, 'site', clients.flatMap(sitesOf));
  await put(
    place,
    'account_bank',
    clients
      .filter((client) => client.kind !== 'foreign')
      .map((client) => {
        const bank = at(banks, client.n % banks.length);
        return {
          id: demoId('client bank', client.n),
          account_id: client.id,
          account_number: clientAccount(client),
          bik: bank.bik,
          bank_name: bank.name,
        };
      }),
  );
  await writeTerms(place, base);
  await put(
    place,
    'account_note',
    clients.flatMap((client) => notesOf(place, base, client)),
  );
}

/** The account a client pays from. */
export function clientAccount(client: Client): string {
  return accountNumber(at(banks, client.n % banks.length), client.code);
}

function accountRow({ days, now }: Place, { people }: Base, client: Client) {
  const chance = dice('account', client.n);
  const phone = `+7 495 000-${String(10 + (client.n % 90))}-${String(client.n % 100).padStart(2, '0')}`;
  const email = `office@${client.stem}.example`;
  const groupName = client.group === null ? '' : `ГК «${at(groupNames, client.group)}»`;
  const isNew = client.story === 'new' || client.story === 'prospect';
  const created = `${addDays(days.begins, isNew ? 640 + (client.n % 80) : -(client.n % 400))}T08:30:00Z`;
  const hasStep = client.story !== 'lost' && chance.chance(client.tier === 'C' ? 25 : 75);
  return {
    id: client.id,
    code: client.code,
    name: client.name,
    name_key: nameKey(client.name),
    full_name: client.fullName,
    kind: client.kind,
    inn: client.inn,
    kpp: client.kpp,
    ogrn: client.ogrn,
    group_id: client.group === null ? null : groupId(client.group),
    roles: rolesOf(client),
    tier: client.tier,
    status: client.story === 'blocked' ? 'blocked' : 'new',
    block_reason: client.story === 'blocked' ? 'Недостоверные сведения в реестре, проверка безопасности' : '',
    is_key: client.tier === 'A' || client.n % 17 === 0,
    manager_id: managerId(client, people),
    legal_address: client.address,
    actual_address: client.address,
    phone,
    email,
    website: client.tier === 'C' ? '' : `https://${client.stem}.example`,
    country: client.country,
    segment: client.segment,
    next_step: hasStep ? chance.pick(nextSteps) : '',
    // Some are late, some are for today, most are ahead.
    next_step_on: hasStep ? addDays(days.today, chance.int(-6, 21)) : null,
    external_id: `1c-${client.code}`,
    search_text: searchText({
      name: client.name,
      code: client.code,
      inn: client.inn,
      kpp: client.kpp,
      phone,
      email,
      groupName,
      contacts: contactsOf(client),
    }),
    created_at: created > now ? now : created,
    updated_at: created > now ? now : created,
  };
}

function rolesOf(client: Client): string[] {
  if (client.segment === 'Федеральная сеть' || client.segment === 'Региональная сеть') return ['customer', 'reseller'];
  return client.tier === 'A' ? ['customer', 'dealer'] : ['customer'];
}

/** Who leads the client; some were handed over during the two years. */
async function writeManagers(place: Place, { people }: Base): Promise<void> {
  const { days } = place;
  await put(
    place,
    'account_manager',
    clients.flatMap((client) => {
      const id = managerId(client, people);
      if (id === null) return [];
      const row = { account_id: client.id, changed_by: people.vera.personId };
      const since = `${days.begins}T07:00:00Z`;
      if (client.n % 9 !== 0)
        return [{ ...row, id: demoId('manager', client.n), manager_id: id, since, until: null, reason: '' }];
      const handed = `${addDays(days.begins, 200 + client.n)}T07:00:00Z`;
      const before = client.manager === 'anna' ? people.boris.personId : people.anna.personId;
      return [
        { ...row, id: demoId('manager before', client.n), manager_id: before, since, until: handed, reason: '' },
        {
          ...row,
          id: demoId('manager', client.n),
          manager_id: id,
          since: handed,
          until: null,
          reason: 'Выравнивание портфелей',
        },
      ];
    }),
  );
}

/** Where goods go: the office's city always, shops and stores of the larger ones. */
export function sitesOf(client: Client) {
  const chance = dice('sites', client.n);
  const count = client.tier === 'A' ? chance.int(2, 6) : client.tier === 'B' ? chance.int(1, 3) : 1;
  return Array.from({ length: count }, (_nothing, n) => ({
    id: demoId('site', `${client.n} ${n}`),
    account_id: client.id,
    name: n === 0 ? 'Центральный склад' : `Магазин № ${n}`,
    address: n === 0 ? client.address : `${client.city}, ${chance.pick(streets)}, д. ${chance.int(1, 120)}`,
    note: n === 0 ? chance.pick(['', 'Приёмка с 9 до 16', 'Пропуск за день', '']) : '',
  }));
}

async function writeTerms(place: Place, { made, deals }: Base): Promise<void> {
  await put(
    place,
    'account_terms',
    clients.map((client) => ({
      account_id: client.id,
      column_id: columnIdOf(client.column, made.priceColumnId),
      legal_entity_id: client.firm.id,
      deferral_days: client.deferralDays,
      deferral_kind: client.deferralKind,
      discount_bp: client.discountBp,
      min_order_minor: client.tier === 'C' ? 500_000n : 0n,
    })),
  );
  await put(
    place,
    'terms_discount',
    clients.flatMap((client) =>
      (deals.get(client.id)?.discounts ?? []).map((one) => ({
        id: demoId('terms discount', `${client.n} ${one.scope}`),
        account_id: client.id,
        brand_id: one.scope === 'brand' ? one.id : null,
        category_id: one.scope === 'category' ? one.id : null,
        discount_bp: one.bp,
        valid_from: one.from,
        valid_to: one.to,
      })),
    ),
  );
  await put(
    place,
    'terms_price',
    clients.flatMap((client) =>
      (deals.get(client.id)?.specials ?? []).map((one) => ({
        account_id: client.id,
        product_id: one.productId,
        valid_from: one.from,
        valid_to: one.to,
        price_e4: one.priceE4,
      })),
    ),
  );
}

function notesOf({ days }: Place, { people }: Base, client: Client) {
  const chance = dice('notes', client.n);
  const count = client.tier === 'A' ? 3 : client.tier === 'B' ? chance.int(0, 2) : chance.chance(15) ? 1 : 0;
  return chance.some(notes, count).map((body, n) => ({
    id: demoId('note', `${client.n} ${n}`),
    account_id: client.id,
    body,
    written_by: (client.manager === null ? people.vera : people[client.manager]).personId,
    written_at: `${addDays(days.today, -chance.int(3, 300))}T${String(chance.int(7, 14)).padStart(2, '0')}:20:00Z`,
  }));
}
