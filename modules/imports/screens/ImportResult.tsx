import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { LinkButton } from '#web/ui/Button.tsx';
import { Figure, Panel } from '#web/ui/Panel.tsx';
import { Sum } from '#web/ui/values.tsx';
import { addressOf } from '#web/wire.ts';
import { imports } from '../contract.ts';
import { texts } from '../texts.ts';
import type { Run } from './ImportPage.tsx';
import css from './imports.module.css';
import { figureKey } from './words.ts';

const counts = ['rows', 'created', 'updated', 'unchanged', 'rejected', 'warnings'] as const;

/** What came of an import, or of its check: counts, figures of the file, rejected rows with their reasons. */
export function ImportResult({ run }: { readonly run: Run }) {
  const t = useText(texts);
  const title = run.dryRun && run.state === 'preview' ? t('imports.checked') : t('imports.result');
  return (
    <Panel title={title}>
      {run.refusal === null ? null : (
        <p className={css['bad']} role="alert">
          {run.refusal}
        </p>
      )}
      <div className={css['figures']}>
        {counts.map((name) => (
          <Figure key={name} label={t(`imports.${name}`)}>
            {run[name].toLocaleString('ru')}
          </Figure>
        ))}
        {Object.entries(run.figures).map(([name, value]) => (
          <FileFigure key={name} name={name} value={value} />
        ))}
      </div>
      <ToldRows title={t('imports.rejectedRows')} rows={run.problems} />
      <ToldRows title={t('imports.remarks')} rows={run.remarks} />
      <div className={css['acts']}>
        {run.hasErrorFile ? (
          <>
            <LinkButton download to={addressOf(imports.errors, { importId: run.id })}>
              {t('imports.errors')}
            </LinkButton>
            <span className="muted">{t('imports.errorsHint')}</span>
          </>
        ) : null}
        {run.state === 'preview' ? null : <LinkButton to={paths.importNew(run.kind)}>{t('imports.again')}</LinkButton>}
      </div>
    </Panel>
  );
}

function ToldRows({ title, rows }: { readonly title: string; readonly rows: Run['problems'] }) {
  const t = useText(texts);
  if (rows.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className={css['told']}>{title}</h3>
      <ul className={css['problems']}>
        {rows.map(({ row, messages }) => (
          <li key={row}>
            <b>
              {t('imports.row')} {row}
            </b>{' '}
            {messages.join(' ')}
          </li>
        ))}
      </ul>
    </section>
  );
}

function FileFigure({ name, value }: { readonly name: string; readonly value: string | number }) {
  const t = useText(texts);
  const key = figureKey(name);
  if (key === null) return null;
  return (
    <Figure label={t(key)}>
      {typeof value === 'string' && name.endsWith('Minor') ? <Sum minor={value} /> : value.toLocaleString('ru')}
    </Figure>
  );
}
