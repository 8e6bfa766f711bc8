import { type ReactNode, useState } from 'react';
import type { Lang } from '#kernel/texts.ts';
import { useText } from '../i18n.ts';
import { deviceLang, keepDeviceLang, LangProvider } from '../session.tsx';
import { shellTexts } from '../texts.ts';
import { Mark } from './Brand.tsx';
import css from './Door.module.css';

const langs: readonly (readonly [Lang, string])[] = [
  ['ru', 'Русский'],
  ['en', 'English'],
];

function Name() {
  const t = useText(shellTexts);
  return (
    <div className={css['brand']}>
      <Mark size={32} />
      {t('app.name')}
    </div>
  );
}

/** The frame of the pages before signing in: the mark, the language, one thing to do. */
export function Door({ children }: { readonly children: ReactNode }) {
  const [lang, setLang] = useState(deviceLang);
  const choose = (next: Lang) => {
    keepDeviceLang(next);
    document.documentElement.lang = next;
    setLang(next);
  };
  return (
    <LangProvider value={lang}>
      <main className={css['door']}>
        <Name />
        {children}
        <div className={css['langs']}>
          {langs.map(([code, name]) => (
            <button key={code} type="button" lang={code} aria-pressed={code === lang} onClick={() => choose(code)}>
              {name}
            </button>
          ))}
        </div>
      </main>
    </LangProvider>
  );
}
