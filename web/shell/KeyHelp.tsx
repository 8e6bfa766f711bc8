import type { KeyOf } from '#kernel/texts.ts';
import { useText } from '../i18n.ts';
import { shellTexts } from '../texts.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import css from './KeyHelp.module.css';

type TextKey = KeyOf<typeof shellTexts>;
type Group = readonly [title: TextKey, rows: readonly (readonly [what: TextKey, keys: string])[]];

const groups: readonly Group[] = [
  [
    'keys.anywhere',
    [
      ['keys.palette', 'Ctrl K'],
      ['keys.today', 'G D'],
      ['keys.accounts', 'G A'],
      ['keys.orders', 'G O'],
      ['keys.newOrder', 'G N'],
      ['keys.help', '?'],
    ],
  ],
  [
    'keys.lists',
    [
      ['keys.down', 'J'],
      ['keys.up', 'K'],
      ['keys.open', 'Enter'],
      ['keys.select', 'X'],
      ['keys.search', '/'],
      ['keys.close', 'Esc'],
    ],
  ],
  ['keys.forms', [['keys.submit', 'Ctrl Enter']]],
];

/** What the keyboard does. */
export function KeyHelp({ onClose }: { readonly onClose: () => void }) {
  const t = useText(shellTexts);
  return (
    <Dialog title={t('keys.title')} width={620} onClose={onClose}>
      <div className={css['help']}>
        {groups.map(([title, rows]) => (
          <section key={title}>
            <h3>{t(title)}</h3>
            <dl>
              {rows.map(([what, keys]) => [
                <dt key={what}>{t(what)}</dt>,
                <dd key={keys}>
                  <Kbd keys={keys} />
                </dd>,
              ])}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
