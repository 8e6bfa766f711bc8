import { type ReactNode, useId } from 'react';
import { cx } from './cx.ts';
import css from './Panel.module.css';

/** A titled block of a page. `flush` leaves no padding, for a table inside. */
export function Panel({
  title,
  acts,
  flush = false,
  children,
}: {
  readonly title?: ReactNode;
  readonly acts?: ReactNode;
  readonly flush?: boolean;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={css['panel']} aria-labelledby={title === undefined ? undefined : id}>
      {title === undefined ? null : (
        <header className={css['head']}>
          <h2 id={id}>{title}</h2>
          {acts}
        </header>
      )}
      <div className={cx(css['body'], flush && css['flush'])}>{children}</div>
    </section>
  );
}

/** A figure with its name. `large` is for the one figure of a screen (28/36). */
export function Figure({
  label,
  hint,
  large = false,
  children,
}: {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly large?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <dl className={cx(css['figure'], large && css['large'])}>
      <dt>{label}</dt>
      <dd>{children}</dd>
      {hint === undefined ? null : <dd className={css['hint']}>{hint}</dd>}
    </dl>
  );
}

/** Names and values in two columns: requisites, terms. */
export function Facts({ rows }: { readonly rows: readonly (readonly [name: ReactNode, value: ReactNode])[] }) {
  return (
    <dl className={css['facts']}>
      {rows.map(([name, value], at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are a fixed list
        <Fact key={at} name={name} value={value} />
      ))}
    </dl>
  );
}

function Fact({ name, value }: { readonly name: ReactNode; readonly value: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value === null || value === '' || value === undefined ? '—' : value}</dd>
    </>
  );
}
