/** When the goods of a line are bought most: the year's seasons stand in history/season.ts. */
export type Season = 'gifts' | 'school' | 'travel' | 'even';

export type Line = {
  /** The articles of the line begin with it. */
  readonly key: string;
  readonly path: readonly [root: string, ...rest: string[]];
  readonly noun: string;
  /** How many articles. */
  readonly count: number;
  /** РРЦ in roubles, the cheapest and the dearest. */
  readonly rrp: readonly [least: number, most: number];
  /** What articles of one model differ in. */
  readonly kinds: readonly string[];
  readonly colours: readonly string[];
  readonly brands: readonly string[];
  readonly pack: number;
  readonly season: Season;
  readonly vat?: 'reduced';
  readonly unit?: 'компл';
};
