import { type Permission, permissions } from '#platform/permission.ts';

export type Subject = { readonly key: string; readonly rights: readonly Permission[] };

/** The rights by what they are about, in the order of the list. */
export const subjects: readonly Subject[] = [...new Set(permissions.map(subjectOf))].map((key) => ({
  key,
  rights: permissions.filter((one) => subjectOf(one) === key),
}));

function subjectOf(permission: Permission): string {
  return permission.split('.')[0] ?? '';
}
