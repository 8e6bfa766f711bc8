import type { PlainDate } from '#kernel/plain-date.ts';

/** How the form of a счёт-фактура reads on a date (Government decree 1137 in the edition then in force). */
export type UpdEdition = {
  readonly decree: string;
  /** Line 5б, the advance invoice settled. */
  readonly line5b: boolean;
  readonly ogrnipCaption: string;
  /** Column 14, the cost of traced goods; null before it was brought in. */
  readonly column14: string | null;
};

const certificate = '(реквизиты свидетельства о государственной регистрации индивидуального предпринимателя)';
const ogrnip =
  '(основной государственный регистрационный номер индивидуального предпринимателя и дата присвоения такого номера)';
const tracedCost = 'Стоимость товара, подлежащего прослеживаемости, без налога на добавленную стоимость, в рублях';

// Latest first; dates are those from which an edition applies (design: formats, parts 6.1 and 6.2).
const editions: readonly { from: PlainDate; edition: UpdEdition }[] = [
  {
    from: '2026-04-01',
    edition: {
      decree: 'от 23 января 2026 г. № 26',
      line5b: true,
      ogrnipCaption: ogrnip,
      column14: `${tracedCost} и копейках`,
    },
  },
  {
    from: '2024-10-01',
    edition: {
      decree: 'от 16 августа 2024 г. № 1096',
      line5b: false,
      ogrnipCaption: certificate,
      column14: tracedCost,
    },
  },
];
const first: UpdEdition = {
  decree: 'от 2 апреля 2021 г. № 534',
  line5b: false,
  ogrnipCaption: certificate,
  column14: null,
};

/** The edition of the form for a paper of a date. Papers before October 2024 get the form of July 2021. */
export function updEditionOn(date: PlainDate): UpdEdition {
  return editions.find(({ from }) => date >= from)?.edition ?? first;
}
