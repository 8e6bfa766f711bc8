import type { Permission } from '#platform/permission.ts';
import { permissions } from '#platform/permission.ts';

/** A role as a new org gets it; the org may change all of it later. */
export type StandardRole = {
  readonly key: 'director' | 'head' | 'kam' | 'support' | 'finance' | 'admin';
  readonly name: { readonly ru: string; readonly en: string };
  readonly permissions: readonly Permission[];
  readonly visibility: 'own' | 'team' | 'all';
  readonly seesCost: boolean;
  readonly mayExport: boolean;
};

const reads = permissions.filter((one) => one.endsWith('.read') && one !== 'settings.read' && one !== 'audit.read');
const selling: readonly Permission[] = ['accounts.write', 'orders.write', 'documents.write'];

/** Who does what by default (product.md, People). */
export const standardRoles: readonly StandardRole[] = [
  {
    key: 'admin',
    name: { ru: 'Администратор', en: 'Administrator' },
    permissions,
    visibility: 'all',
    seesCost: true,
    mayExport: true,
  },
  {
    key: 'director',
    name: { ru: 'Директор', en: 'Director' },
    permissions: [...reads, 'audit.read', 'settings.read', 'approvals.decide', 'accounts.assign', 'credit.write'],
    visibility: 'all',
    seesCost: true,
    mayExport: true,
  },
  {
    key: 'head',
    name: { ru: 'Руководитель отдела продаж', en: 'Head of sales' },
    permissions: [
      ...reads,
      ...selling,
      'audit.read',
      'settings.read',
      'approvals.decide',
      'accounts.assign',
      'pricing.write',
      'catalog.write',
      'imports.run',
      'fulfilment.write',
      'orders.support',
    ],
    visibility: 'team',
    seesCost: true,
    mayExport: true,
  },
  {
    key: 'kam',
    name: { ru: 'Менеджер по ключевым клиентам', en: 'Key account manager' },
    permissions: [...reads, ...selling],
    visibility: 'own',
    seesCost: false,
    mayExport: false,
  },
  {
    key: 'support',
    name: { ru: 'Отдел сопровождения', en: 'Sales support' },
    permissions: [...reads, ...selling, 'orders.support', 'fulfilment.write', 'stock.write', 'imports.run'],
    visibility: 'all',
    seesCost: false,
    mayExport: false,
  },
  {
    key: 'finance',
    name: { ru: 'Финансист', en: 'Finance' },
    permissions: [...reads, 'settlements.write', 'credit.write', 'approvals.decide', 'documents.write', 'imports.run'],
    visibility: 'all',
    seesCost: true,
    mayExport: true,
  },
];
