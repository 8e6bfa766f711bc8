/** Who may give which rights to whom. Nobody hands out more than they hold, and somebody always holds everything. */
import { ok, type Result, refuse } from '#kernel/result.ts';
import { type Permission, permissions } from '#platform/permission.ts';

export type Visibility = 'own' | 'team' | 'all';

/** What a role lets a person do and see. */
export type Rights = {
  readonly permissions: readonly Permission[];
  readonly visibility: Visibility;
  readonly seesCost: boolean;
  readonly mayExport: boolean;
};

const known: ReadonlySet<string> = new Set(permissions);

/** The first thing of `wanted` that `mine` lacks: a permission, or visibility, cost, export; null when all is within. */
export function beyond(mine: Rights, wanted: Rights): string | null {
  const lacking = wanted.permissions.find((one) => !mine.permissions.includes(one));
  if (lacking !== undefined) return lacking;
  // A team is other people's accounts: only who sees all of them may show them to somebody.
  if (wanted.visibility !== 'own' && mine.visibility !== 'all') return 'visibility';
  if (wanted.seesCost && !mine.seesCost) return 'cost';
  return wanted.mayExport && !mine.mayExport ? 'export' : null;
}

/** ACS-3: refuses a change that touches or gives rights beyond those of the one who makes it. */
export function decideWithin(mine: Rights, touched: readonly Rights[]): Result<true> {
  for (const rights of touched) {
    const right = beyond(mine, rights);
    if (right !== null) return refuse('access.beyond_your_rights', { right });
  }
  return ok(true);
}

/**
 * The permissions of a role put in order: each once, unknown ones dropped, and with every right to act the right to
 * read the same thing, for nobody can change what they do not see.
 */
export function completePermissions(wanted: readonly string[]): Permission[] {
  const all = new Set(wanted.filter((one) => known.has(one)));
  for (const one of [...all]) {
    const reading = `${one.split('.')[0] ?? ''}.read`;
    if (known.has(reading)) all.add(reading);
  }
  return permissions.filter((one) => all.has(one));
}

/** ACS-4: refuses a change after which nobody who can sign in holds every right. */
export function decideAdministrators(before: number, after: number): Result<true> {
  return before > 0 && after === 0 ? refuse('access.last_administrator') : ok(true);
}

/** Whether a department put under `parentId` would be under itself. `parents` has each department's parent. */
export function makesCycle(
  parents: ReadonlyMap<string, string | null>,
  departmentId: string,
  parentId: string | null,
): boolean {
  let above = parentId;
  for (let steps = 0; above !== null && steps <= parents.size; steps += 1) {
    if (above === departmentId) return true;
    above = parents.get(above) ?? null;
  }
  return above !== null;
}

/** The address that failures are counted by: an IPv6 network of one household (/64), else the address itself. */
export function addressKey(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!address.includes(':')) return address;
  const [head = '', tail] = (address.toLowerCase().split('%')[0] ?? '').split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros =
    tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0');
  return `${[...first, ...zeros, ...last]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
