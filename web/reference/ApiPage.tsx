import { useState } from 'react';
import { useLoaded } from '../api.ts';
import { useText } from '../i18n.ts';
import { shellTexts } from '../texts.ts';
import { Page } from '../ui/Page.tsx';
import { Panel } from '../ui/Panel.tsx';
import css from './api.module.css';
import { type Entry, found, type Line, linesOf, reference, typeOf } from './document.ts';

/** The API reference: every address with what it takes and answers, searched as one types. */
export function ApiPage() {
  const t = useText(shellTexts);
  const document = useLoaded(reference.document, {});
  const [typed, setTyped] = useState('');
  const groups = [...found(document, typed)];
  return (
    <Page title={t('api.title')} under={document.info.description}>
      <div className={css['tools']}>
        <input
          type="search"
          aria-label={t('api.search')}
          placeholder={t('api.search')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <a href="/api/openapi.json">{t('api.file')}</a>
      </div>
      {groups.length === 0 ? <p className="muted">{t('api.none')}</p> : null}
      {groups.map(([tag, entries]) => (
        <Panel key={tag} title={tag} flush>
          {entries.map((entry) => (
            <Described key={`${entry.method} ${entry.path}`} entry={entry} />
          ))}
        </Panel>
      ))}
    </Page>
  );
}

function Described({ entry }: { readonly entry: Entry }) {
  const { method, path, operation } = entry;
  const [open, setOpen] = useState(false);
  return (
    <details className={css['entry']} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <b>{method}</b> <code>{path}</code> <span className="muted">{operation.summary}</span>
      </summary>
      {open ? <Details entry={entry} /> : null}
    </details>
  );
}

function Details({ entry: { operation } }: { readonly entry: Entry }) {
  const t = useText(shellTexts);
  const schemaOf = (part: { content?: { 'application/json'?: { schema: object } } } | undefined) =>
    part?.content?.['application/json']?.schema;
  const parameters: Line[] = operation.parameters.map(({ name, schema, required, in: place }) => {
    return { depth: 0, name, type: typeOf(schema), optional: !required, about: schema.description ?? place };
  });
  return (
    <div className={css['details']}>
      <p>
        {t('api.right')} <code>{operation['x-permission']}</code>
      </p>
      <Fields title={t('api.parameters')} lines={parameters} />
      <Fields title={t('api.body')} lines={linesOf(schemaOf(operation.requestBody))} />
      <Fields title={t('api.answer')} lines={linesOf(schemaOf(operation.responses['200']))} />
    </div>
  );
}

function Fields({ title, lines }: { readonly title: string; readonly lines: readonly Line[] }) {
  const t = useText(shellTexts);
  if (lines.length === 0) return null;
  return (
    <table>
      <caption>{title}</caption>
      <tbody>
        {lines.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a schema never move.
          <tr key={at}>
            <td style={{ paddingInlineStart: 8 + line.depth * 16 }}>
              <code>{line.name}</code>
              {line.optional ? <small className="muted"> {t('api.optional')}</small> : null}
            </td>
            <td>
              <code>{line.type}</code>
            </td>
            <td className="muted">{line.about}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
