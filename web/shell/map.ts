/** The product map of the left rail: by work, not by tables. What has no screen yet or is not permitted is left out. */
import {
  IconBasket,
  IconBuildingStore,
  IconCalendarWeek,
  IconChartBar,
  IconCoins,
  IconFileText,
  IconGavel,
  IconPackage,
  IconSettings,
  IconSun,
  IconTarget,
  IconUsers,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { KeyOf } from '#kernel/texts.ts';
import { paths } from '../paths.ts';
import { screenAt } from '../screens.ts';
import type { Session } from '../session.tsx';
import type { shellTexts } from '../texts.ts';

type TextKey = KeyOf<typeof shellTexts>;
type Icon = ComponentType<{ readonly size?: number; readonly stroke?: number }>;
export type Place = { readonly text: TextKey; readonly to: string };
export type Section = Place & { readonly icon: Icon; readonly places: readonly Place[]; readonly badge?: 'decisions' };

const section = (text: TextKey, icon: Icon, ...places: readonly Place[]): Section => ({
  text,
  icon,
  to: places[0]?.to ?? '/',
  places,
});
const place = (text: TextKey, to: string): Place => ({ text, to });

const all: readonly Section[] = [
  section('nav.today', IconSun, place('nav.today', paths.today())),
  section('nav.week', IconCalendarWeek, place('nav.week', paths.week())),
  section(
    'nav.accounts',
    IconBuildingStore,
    place('nav.accounts', paths.accounts()),
    place('nav.groups', paths.accountGroups()),
    place('nav.contacts', paths.contacts()),
  ),
  section(
    'nav.orders',
    IconBasket,
    place('nav.orders', paths.orders()),
    place('nav.support', paths.supportQueue()),
    place('nav.shipments', paths.shipments()),
    place('nav.returns', paths.returns()),
  ),
  section(
    'nav.money',
    IconCoins,
    place('nav.receivables', paths.receivables()),
    place('nav.collection', paths.collection()),
    place('nav.payments', paths.payments()),
    place('nav.statements', paths.statements()),
    place('nav.reconciliations', paths.reconciliations()),
  ),
  section(
    'nav.goods',
    IconPackage,
    place('nav.products', paths.products()),
    place('nav.prices', paths.prices()),
    place('nav.promotions', paths.promotions()),
    place('nav.stock', paths.stock()),
    place('nav.reservations', paths.reservations()),
    place('nav.arrivals', paths.arrivals()),
  ),
  section('nav.plan', IconTarget, place('nav.plan', paths.plan())),
  { ...section('nav.approvals', IconGavel, place('nav.approvals', paths.approvals())), badge: 'decisions' },
  section('nav.documents', IconFileText, place('nav.documents', paths.documents())),
  section('nav.team', IconUsers, place('nav.team', paths.team())),
  section('nav.reports', IconChartBar, place('nav.salesReport', paths.salesReport())),
  section(
    'nav.settings',
    IconSettings,
    place('nav.organisation', paths.settings()),
    place('nav.people', paths.people()),
    place('nav.roles', paths.roles()),
    place('nav.policies', paths.policies()),
    place('nav.approvalRoutes', paths.approvalRoutes()),
    place('nav.creditPolicy', paths.creditPolicy()),
    place('nav.warehouses', paths.warehouses()),
    place('nav.legalEntities', paths.legalEntities()),
    place('nav.imports', paths.imports()),
    place('nav.exchange', paths.exchange()),
    place('nav.jobs', paths.jobs()),
    place('nav.audit', paths.audit()),
    place('nav.api', paths.apiReference()),
    place('nav.myAccount', paths.myAccount()),
  ),
];

/** Whether the person can open the place: it has a screen, and the screen's permission is held. */
export function opens(session: Session, to: string): boolean {
  if (to === paths.today()) return true;
  const screen = screenAt(to);
  return screen !== undefined && (screen.permission === undefined || session.may(screen.permission));
}

/** The sections of the rail for a person. */
export function sectionsOf(session: Session): readonly Section[] {
  return all.flatMap((one) => {
    const places = one.places.filter((each) => opens(session, each.to));
    const first = places[0];
    return first === undefined ? [] : [{ ...one, places, to: first.to }];
  });
}

/** Which section a path belongs to: the one with the longest beginning in common. */
export function currentPlace(sections: readonly Section[], pathname: string): Place | undefined {
  const fits = (to: string) => (to === '/' ? pathname === '/' : pathname === to || pathname.startsWith(`${to}/`));
  const places = sections.flatMap((one) => one.places).filter((one) => fits(one.to));
  return places.sort((a, b) => b.to.length - a.to.length)[0];
}
