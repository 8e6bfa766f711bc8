import css from './Panel.module.css';

/** A key of the keyboard: `<Kbd keys="Ctrl Enter" />`. */
export function Kbd({ keys }: { readonly keys: string }) {
  return (
    <>
      {keys.split(' ').map((key) => (
        <kbd key={key} className={css['kbd']}>
          {key}
        </kbd>
      ))}
    </>
  );
}
