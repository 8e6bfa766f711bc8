import { useId, useState } from 'react';
import { useAct } from '#web/act.ts';
import { useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { ActButton, OutcomeLine } from '#web/ui/ActButton.tsx';
import { cx } from '#web/ui/cx.ts';
import { Panel } from '#web/ui/Panel.tsx';
import { StateBadge } from '#web/ui/StateBadge.tsx';
import { done } from '#web/ui/toast.tsx';
import { imports } from '../contract.ts';
import { texts } from '../texts.ts';
import type { Run } from './ImportPage.tsx';
import css from './imports.module.css';
import { type Preview, type Settings, type Settling, useSettling } from './settling.ts';

type Field = Preview['fields'][number];

/** Which column is which field, and the first rows as they would be read. Each choice is read anew at once. */
export function SettleImport({ run }: { readonly run: Run }) {
  const t = useText(texts);
  const preview = useLoaded(imports.preview, { importId: run.id });
  const settling = useSettling(run, preview);
  return (
    <>
      <Panel title={t('imports.columns')}>
        <Reading run={run} preview={preview} change={settling.change} />
        {preview.missing.length === 0 ? null : (
          <p className={css['bad']} role="alert">
            {t('imports.missing', { names: preview.missing.join(', ') })}
          </p>
        )}
        <table className={cx(css['table'], css['fields'])}>
          <thead>
            <tr>
              <th>{t('imports.field')}</th>
              <th>{t('imports.column')}</th>
              <th aria-label={t('imports.state')} />
            </tr>
          </thead>
          <tbody>
            {preview.fields.map((field) => (
              <FieldRow key={field.name} field={field} header={preview.header} settling={settling} />
            ))}
          </tbody>
        </table>
        <OutcomeLine outcome={settling.outcome} retry={settling.retry} />
        {preview.notes.length === 0 ? null : (
          <ul className={css['notes']}>
            {preview.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        )}
      </Panel>
      <FirstRows preview={preview} />
    </>
  );
}

type RowProps = {
  readonly field: Field;
  readonly header: readonly string[];
  readonly settling: Settling;
};

const sureFrom = 0.9;

function FieldRow({ field, header, settling }: RowProps) {
  const t = useText(texts);
  const id = useId();
  const column = settling.columnOf(field.name);
  const found = column !== null;
  const state = !found ? (field.required ? 'stop' : 'plain') : field.confidence >= sureFrom ? 'ok' : 'watch';
  const word = !found ? 'imports.byHand' : field.confidence >= sureFrom ? 'imports.sure' : 'imports.guessed';
  return (
    <tr>
      <td>
        <label htmlFor={id}>
          {field.label} {field.required ? <span className="muted">({t('imports.required')})</span> : null}
        </label>
      </td>
      <td>
        <select
          id={id}
          className={css['select']}
          value={column ?? ''}
          onChange={({ currentTarget: { value } }) => settling.choose(field.name, value === '' ? null : Number(value))}
        >
          <option value="">{t('imports.notRead')}</option>
          {header.map((name, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name
            <option key={at} value={at}>
              {name}
            </option>
          ))}
        </select>
      </td>
      <td>
        <StateBadge state={state} label={t(word)} />
      </td>
    </tr>
  );
}

type ReadingProps = { readonly run: Run; readonly preview: Preview; readonly change: (settings: Settings) => void };

/** The sheet, the order of dates, and columns kept under a name. */
function Reading({ run, preview, change }: ReadingProps) {
  const t = useText(texts);
  return (
    <div className={css['settings']}>
      {preview.sheets.length < 2 ? null : (
        <label>
          {t('imports.sheet')}
          <select
            className={css['select']}
            value={preview.sheet ?? ''}
            onChange={(event) => change({ sheet: event.currentTarget.value })}
          >
            {preview.sheets.map((sheet) => (
              <option key={sheet}>{sheet}</option>
            ))}
          </select>
        </label>
      )}
      <label>
        {t('imports.dates')}
        <select
          className={css['select']}
          value={preview.dates}
          onChange={(event) => change({ dates: event.currentTarget.value === 'mdy' ? 'mdy' : 'dmy' })}
        >
          <option value="dmy">{t('imports.dmy')}</option>
          <option value="mdy">{t('imports.mdy')}</option>
        </select>
      </label>
      <SavedColumns run={run} />
    </div>
  );
}

function SavedColumns({ run }: { readonly run: Run }) {
  const t = useText(texts);
  const [name, setName] = useState('');
  const { kinds } = useLoaded(imports.kinds, {});
  const mappings = kinds.find((kind) => kind.kind === run.kind)?.mappings ?? [];
  const settle = useAct(imports.settle, { invalidates: [imports.preview, imports.get] });
  const save = useAct(imports.saveMapping, {
    invalidates: [imports.kinds],
    onDone: () => {
      setName('');
      done(t('imports.savedDone'));
    },
  });
  return (
    <>
      {mappings.length === 0 ? null : (
        <label>
          {t('imports.saved')}
          <select
            className={css['select']}
            value=""
            onChange={(event) => void settle.run({ importId: run.id, saved: event.currentTarget.value })}
          >
            <option value="">{t('imports.savedNone')}</option>
            {mappings.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
      )}
      <label>
        {t('imports.saveName')}
        <input
          className={css['input']}
          value={name}
          maxLength={100}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <ActButton
        small
        act={save}
        input={() => ({ importId: run.id, name: name.trim() })}
        closed={name.trim() === '' ? { code: 'imports.mapping_unnamed' } : null}
      >
        {t('imports.saveAs')}
      </ActButton>
      <OutcomeLine outcome={settle.outcome} retry={settle.retry} />
    </>
  );
}

function FirstRows({ preview }: { readonly preview: Preview }) {
  const t = useText(texts);
  const read = preview.fields.filter((field) => field.column !== null);
  return (
    <Panel title={t('imports.preview')} flush>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the page is scrolled by keys */}
      <section className={css['wide']} tabIndex={0} aria-label={t('imports.preview')}>
        <table className={css['table']}>
          <thead>
            <tr>
              <th>{t('imports.row')}</th>
              {read.map((field) => (
                <th key={field.name}>{field.label}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.rows.map((row) => (
              <PreviewRow key={row.row} row={row} fields={read} />
            ))}
          </tbody>
        </table>
      </section>
    </Panel>
  );
}

function PreviewRow({ row, fields }: { readonly row: Preview['rows'][number]; readonly fields: readonly Field[] }) {
  return (
    <>
      <tr>
        <td>{row.row}</td>
        {fields.map((field) => (
          <td key={field.name} title={row.cells[field.name] ?? ''}>
            {row.cells[field.name] ?? ''}
          </td>
        ))}
      </tr>
      {row.problems.length === 0 ? null : (
        <tr className={css['problem']}>
          <td />
          <td colSpan={Math.max(fields.length, 1)}>{row.problems.join(' ')}</td>
        </tr>
      )}
    </>
  );
}
