/** Who buys from the demo company, how large they are, how they pay: what all the rest of them follows from. */

import { at, type Dice, dice } from '../dice.ts';
import { type Firm, firms } from '../firms.ts';
import type { ColumnKey } from '../goods/prices.ts';
import { demoId } from '../ids.ts';
import { kams, type Login } from '../people.ts';
import { requisitesOf } from '../requisites.ts';
import { cities, groupNames, northern, segments, streets, tempers, things } from './words.ts';

/** How a client pays: on the day, a week late, a month late, not any more; before the goods leave. */
export type Habit = 'punctual' | 'week' | 'month' | 'never' | 'prepaid';
/** What became of a client in the two years. */
export type Story = 'steady' | 'growing' | 'fading' | 'new' | 'sleeping' | 'lost' | 'prospect' | 'blocked';

export type Client = {
  readonly id: string;
  readonly n: number;
  readonly code: string;
  readonly name: string;
  readonly fullName: string;
  readonly kind: 'company' | 'sole_proprietor' | 'foreign';
  readonly inn: string;
  readonly kpp: string;
  readonly ogrn: string;
  readonly country: string;
  readonly address: string;
  readonly city: string;
  readonly group: number | null;
  readonly tier: 'A' | 'B' | 'C';
  readonly segment: string;
  readonly manager: Login | null;
  readonly firm: Firm;
  readonly isNorth: boolean;
  readonly habit: Habit;
  readonly story: Story;
  /** Its share among the others, falling by a power law; 1 for the largest. */
  readonly size: number;
  readonly column: ColumnKey;
  readonly deferralDays: number;
  readonly deferralKind: 'calendar' | 'banking';
  readonly discountBp: number;
  readonly stem: string;
};

const total = 300;
const foreign = [
  ['KZ', 'Казахстан, г. Алматы'],
  ['BY', 'Беларусь, г. Минск'],
  ['AM', 'Армения, г. Ереван'],
] as const;

export const clients: readonly Client[] = namesOfFirms().map(clientOf);

function namesOfFirms(): string[] {
  const all = tempers.flatMap((temper) => things.map((thing) => `${temper} ${thing}`));
  return dice('client names').some(all, total);
}

/** Rank 0 is the largest. Forty groups hold two clients each, fifteen of them a third. */
function groupOf(rank: number): number | null {
  if (rank < 160 && rank % 2 === 0) return ((rank / 2) * 7) % groupNames.length;
  return rank < 60 && rank % 4 === 1 ? (rank * 3) % groupNames.length : null;
}

function clientOf(title: string, rank: number): Client {
  const chance = dice('client', rank);
  const kind = rank >= 296 ? 'foreign' : rank > 60 && chance.chance(18) ? 'sole_proprietor' : 'company';
  const city = chance.weigh(cities.map((one) => [one, one.weight] as const));
  const group = groupOf(rank);
  const story = storyOf(rank, chance);
  const tier = rank < 30 ? 'A' : rank < 110 ? 'B' : 'C';
  const habit = habitOf(rank, chance);
  const isNorth = kind !== 'foreign' && northern.has(city.region);
  const firm = kind === 'sole_proprietor' && chance.chance(60) ? firms.small : isNorth ? firms.north : firms.main;
  const abroad = at(foreign, rank % foreign.length);
  const isAbroad = kind === 'foreign';
  return {
    id: demoId('account', title),
    n: rank + 1,
    // Codes as a firm gives them, in the order the clients came, not by their size.
    code: `A-${String(1 + ((rank * 127) % total)).padStart(6, '0')}`,
    ...nameOf(title, kind),
    kind,
    ...(isAbroad ? { inn: '', kpp: '', ogrn: '' } : requisitesOf(city.region, rank + 1, kind)),
    country: isAbroad ? abroad[0] : 'RU',
    address: `${isAbroad ? abroad[1] : `${city.index}, ${city.name}`}, ${chance.pick(streets)}, д. ${chance.int(1, 90)}`,
    city: isAbroad ? abroad[1] : city.name,
    group,
    tier,
    segment: segmentOf(rank, chance),
    manager: managerOf(rank, group, story),
    firm,
    isNorth: isNorth && firm !== firms.small,
    habit,
    story,
    size: 1 / (rank + 2) ** 0.75 / (1 / 2 ** 0.75),
    ...termsOf(tier, habit, chance),
    stem: `client${rank + 1}`,
  };
}

function nameOf(title: string, kind: Client['kind']): Pick<Client, 'name' | 'fullName'> {
  if (kind === 'sole_proprietor') {
    const [temper = '', thing = ''] = title.split(' ');
    const name = `ИП ${thing}ов ${temper.charAt(0)}. ${temper.charAt(1).toUpperCase()}.`;
    return {
      name: `${name} («${title}»)`,
      fullName: `Индивидуальный предприниматель ${thing}ов ${temper.charAt(0)}. ${temper.charAt(1).toUpperCase()}.`,
    };
  }
  return kind === 'foreign'
    ? { name: `ТОО «${title}»`, fullName: `ТОО «${title}»` }
    : { name: `ООО «${title}»`, fullName: `Общество с ограниченной ответственностью «${title}»` };
}

function storyOf(rank: number, chance: Dice): Story {
  if (rank < 12) return chance.chance(50) ? 'growing' : 'steady';
  if (rank >= 288) return 'prospect';
  if (rank === 77 || rank === 141 || rank === 203) return 'blocked';
  return chance.weigh([
    ['steady', 42],
    ['growing', 16],
    ['fading', 12],
    ['new', 8],
    ['sleeping', 9],
    ['lost', 13],
  ] as const);
}

function habitOf(rank: number, chance: Dice): Habit {
  if (rank === 19 || rank === 48 || rank === 95 || rank === 133 || rank === 176 || rank === 230) return 'never';
  if (rank < 30)
    return chance.weigh([
      ['punctual', 60],
      ['week', 30],
      ['month', 10],
    ] as const);
  if (rank < 110)
    return chance.weigh([
      ['punctual', 55],
      ['week', 27],
      ['month', 18],
    ] as const);
  return chance.weigh([
    ['punctual', 38],
    ['week', 20],
    ['month', 12],
    ['prepaid', 30],
  ] as const);
}

function segmentOf(rank: number, chance: Dice): string {
  const fits = segments.filter((one) => (rank < 30 ? one.size >= 1 : rank < 110 ? one.size < 5 : one.size < 3));
  return chance.weigh(fits.map((one) => [one.name, one.weight] as const));
}

/** A group has one manager; a few small clients have none. */
function managerOf(rank: number, group: number | null, story: Story): Login | null {
  if (group !== null) return at(kams, group % kams.length);
  if (story === 'lost' && rank % 3 === 0) return null;
  return dice('manager', rank).weigh([
    ['anna', 28],
    ['boris', 26],
    ['galina', 24],
    ['denis', 22],
  ] as const);
}

type Terms = Pick<Client, 'column' | 'deferralDays' | 'deferralKind' | 'discountBp'>;

function termsOf(tier: Client['tier'], habit: Habit, chance: Dice): Terms {
  const deferralKind = chance.chance(30) ? 'banking' : 'calendar';
  if (habit === 'prepaid')
    return {
      column: chance.chance(70) ? 'small' : 'wholesale',
      deferralDays: 0,
      deferralKind: 'calendar',
      discountBp: 0,
    };
  if (tier === 'A')
    return {
      column: chance.chance(60) ? 'dealer' : 'large',
      deferralDays: chance.pick([30, 45, 60]),
      deferralKind,
      discountBp: chance.pick([0, 200, 300]),
    };
  if (tier === 'B')
    return {
      column: chance.chance(50) ? 'large' : 'wholesale',
      deferralDays: chance.pick([14, 21, 30]),
      deferralKind,
      discountBp: chance.pick([0, 0, 200]),
    };
  return {
    column: chance.chance(60) ? 'wholesale' : 'small',
    deferralDays: chance.pick([7, 10, 14]),
    deferralKind,
    discountBp: 0,
  };
}
