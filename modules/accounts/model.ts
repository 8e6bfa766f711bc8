/** The words of accounts: closed lists, and what the rules decide on. */
import type { PlainDate } from '#kernel/plain-date.ts';

/** Whose requisites these are; each kind has its own rules of INN, KPP and OGRN. */
export const kinds = ['company', 'sole_proprietor', 'person', 'foreign'] as const;
export type Kind = (typeof kinds)[number];

/** What the account is to us; one account may be several. */
export const roles = ['customer', 'distributor', 'reseller', 'dealer', 'supplier', 'competitor_client'] as const;
export type Role = (typeof roles)[number];

/** Life of an account: `blocked` by hand, the others by its shipments (`statusOf`). */
export const statuses = ['new', 'active', 'sleeping', 'lost', 'blocked'] as const;
export type Status = (typeof statuses)[number];

/** Part of a contact in the account's buying. '' is not known yet. */
export const buyingRoles = ['', 'decider', 'approver', 'influencer', 'buyer', 'user', 'gatekeeper', 'payer'] as const;
export type BuyingRole = (typeof buyingRoles)[number];

/** How a contact stands towards us. '' is not known yet. */
export const attitudes = ['', 'champion', 'supporter', 'neutral', 'sceptic', 'opponent'] as const;
export type Attitude = (typeof attitudes)[number];

/** Days after the last shipment. Source: domain.md, "Accounts and reliability". */
export const activeDays = 90;
export const sleepingDays = 180;
/** A first shipment is a first one when none came in so many days before it. */
export const newAfterDays = 365;

/** Requisites as a person or a file gives them. */
export type Requisites = {
  readonly name: string;
  readonly fullName: string;
  readonly kind: Kind;
  readonly inn: string;
  readonly kpp: string;
  readonly ogrn: string;
  readonly roles: readonly Role[];
  readonly tier: string;
  readonly isKey: boolean;
  readonly legalAddress: string;
  readonly actualAddress: string;
  readonly phone: string;
  readonly email: string;
  readonly website: string;
  readonly country: string;
  readonly segment: string;
  readonly groupId: string | null;
};

/** An account under lock: what the rules of its commands look at. */
export type Account = Requisites & {
  readonly id: string;
  readonly code: string;
  readonly status: Status;
  readonly managerId: string | null;
  readonly blockReason: string;
  readonly nextStep: string;
  readonly nextStepOn: PlainDate | null;
  readonly lastShippedOn: PlainDate | null;
  readonly shippingSince: PlainDate | null;
  readonly archived: boolean;
  readonly version: number;
};

/** What stands against the archive: money and goods that are still on the way. */
export type OpenBusiness = { readonly openOrders: number; readonly balanceMinor: bigint };

/** Files of a card are papers of work, not an archive of video. */
export const fileBytesMost = 20 * 1024 * 1024;
export const assignedAtOnceMost = 1_000;
