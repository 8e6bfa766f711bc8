import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import type { OutputOf } from '#platform/endpoint.ts';
import { useAct } from '#web/act.ts';
import { ask, useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { useParams } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { ActButton } from '#web/ui/ActButton.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { ProgressBar } from '#web/ui/ProgressBar.tsx';
import { StateBadge } from '#web/ui/StateBadge.tsx';
import { DateText } from '#web/ui/values.tsx';
import { imports } from '../contract.ts';
import { texts } from '../texts.ts';
import { ImportResult } from './ImportResult.tsx';
import css from './imports.module.css';
import { SettleImport } from './SettleImport.tsx';
import { kindKey, states } from './words.ts';

export type Run = OutputOf<typeof imports.get>;

const askAgainMs = 1_000;

/** An import: its columns before it begins, how far it is, what came of it. */
export function ImportPage() {
  const t = useText(texts);
  const { importId = '' } = useParams();
  const run = useLoaded(imports.get, { importId });
  // Asked again while it runs; the view above shows what came.
  useQuery({ ...ask(imports.get, { importId }), refetchInterval: run.state === 'running' ? askAgainMs : false });
  const { badge, key } = states[run.state];
  return (
    <Page
      title={run.fileName}
      back={paths.imports()}
      badge={<StateBadge state={badge} label={t(key)} />}
      under={
        <>
          {t(kindKey(run.kind))} · <DateText value={run.startedAt} /> · {run.startedBy ?? '—'}
        </>
      }
      acts={<Acts run={run} />}
    >
      <div className={css['stack']}>
        {run.state === 'running' ? <Progress run={run} /> : null}
        {run.finishedAt === null ? null : <ImportResult run={run} />}
        {run.closed.settle === null ? <SettleImport run={run} /> : null}
      </div>
    </Page>
  );
}

function Acts({ run }: { readonly run: Run }) {
  const t = useText(texts);
  const start = useAct(imports.start, { invalidates: [imports.get, imports.list] });
  if (run.state === 'running' || run.state === 'done') return null;
  const goesOn = run.state !== 'preview';
  return (
    <>
      {goesOn ? null : (
        <ActButton act={start} input={{ importId: run.id, dryRun: true }} closed={run.closed.start} says="end">
          {t('imports.check')}
        </ActButton>
      )}
      <ActButton
        kind="primary"
        act={start}
        input={{ importId: run.id, dryRun: false }}
        closed={run.closed.start}
        says="end"
      >
        {goesOn ? t('imports.goOn') : t('imports.start')}
      </ActButton>
    </>
  );
}

function Progress({ run }: { readonly run: Run }) {
  const t = useText(texts);
  const cancel = useAct(imports.cancel, { invalidates: [imports.get, imports.list] });
  const begun = useRef({ at: Date.now(), rows: run.rows });
  const seconds = (Date.now() - begun.current.at) / 1_000;
  const perSecond = seconds < 2 ? null : (run.rows - begun.current.rows) / seconds;
  return (
    <Panel>
      <ProgressBar
        label={t(run.dryRun ? 'imports.checking' : 'imports.progress')}
        done={run.rows}
        total={run.totalRows}
        perSecond={perSecond}
      />
      <ActButton small act={cancel} input={{ importId: run.id }} closed={run.closed.cancel}>
        {t('imports.cancel')}
      </ActButton>
    </Panel>
  );
}
