import { DateText } from '#web/ui/values.tsx';

/** A sentence with a day in it: its text has a line break where the day stands. */
export function Until({ text, day }: { readonly text: string; readonly day: string }) {
  const [before = '', after = ''] = text.split('\n');
  return (
    <>
      {before}
      <DateText value={day} />
      {after}
    </>
  );
}
