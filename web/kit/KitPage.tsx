import { useAct } from '../act.ts';
import { shortSumText } from '../format.ts';
import { useText } from '../i18n.ts';
import { paths } from '../paths.ts';
import { useLang } from '../session.tsx';
import { A } from '../ui/A.tsx';
import { ActButton } from '../ui/ActButton.tsx';
import { LinkButton } from '../ui/Button.tsx';
import { Chart } from '../ui/Chart.tsx';
import { CopyText } from '../ui/CopyText.tsx';
import { DataGrid } from '../ui/DataGrid.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { FileDrop } from '../ui/FileDrop.tsx';
import { LimitBar } from '../ui/LimitBar.tsx';
import { Page } from '../ui/Page.tsx';
import { Facts, Figure, Panel } from '../ui/Panel.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { StateBadge } from '../ui/StateBadge.tsx';
import { Timeline } from '../ui/Timeline.tsx';
import { done } from '../ui/toast.tsx';
import { DateText, Percent, Price, Quantity, Sum } from '../ui/values.tsx';
import { useUpload } from '../upload.ts';
import { KitForm } from './KitForm.tsx';
import { samples } from './samples.ts';
import { kitPageTexts } from './texts.ts';

const orders = [
  { id: '2026-00412', on: '2026-11-20', minor: '21430000' },
  { id: '2026-00398', on: '2026-11-12', minor: '40070000' },
];
const over = { code: 'kit.over_limit', details: { overMinor: '21430000' } };

/** Every component with sample data: a card page. */
export function KitPage() {
  const t = useText(kitPageTexts);
  const refuse = useAct(samples.refuse);
  return (
    <Page
      title={t('title')}
      back={paths.kitList()}
      badge={
        <>
          <StateBadge state="ok" label={t('active')} />
          <StateBadge state="hold" label={t('over')} />
        </>
      }
      under={t('under')}
      acts={
        <>
          <ActButton act={refuse} input={{}}>
            {t('sendToDecision')}
          </ActButton>
          <ActButton
            act={refuse}
            input={{}}
            kind="primary"
            closed={over}
            says="end"
            wayOut={<A to={paths.kit()}>{t('wayOut')}</A>}
          >
            {t('confirm')}
          </ActButton>
        </>
      }
      figures={
        <>
          <Figure large label={t('month')} hint={t('ofPlan', { percent: '84 %' })}>
            <Sum minor="412345600" short />
          </Figure>
          <Figure label={t('debt')}>
            <Sum minor="123456780" />
          </Figure>
          <Figure label={t('overdue')}>
            <Sum minor="-9876543" toned />
          </Figure>
          <Figure label={t('margin')}>
            <Percent bp={1840} /> <Percent bp={-330} change />
          </Figure>
        </>
      }
      tabs={[
        { key: 'overview', title: t('overview'), body: () => <Overview /> },
        { key: 'acts', title: t('acts'), count: 4, body: () => <Acts /> },
        { key: 'form', title: t('form'), body: () => <KitForm /> },
      ]}
      aside={
        <Panel title={t('history')}>
          <History />
        </Panel>
      }
    />
  );
}

function History() {
  const t = useText(kitPageTexts);
  return (
    <Timeline
      entries={[
        { id: '1', at: '2026-11-21T11:20:00Z', what: t('shipped'), who: 'Пётр Ильин', state: 'ok' },
        {
          id: '2',
          at: '2026-11-20T08:05:00Z',
          what: t('promised'),
          who: 'Анна Смирнова',
          note: '«Оплатим после отгрузки второй партии»',
          state: 'watch',
        },
        { id: '3', at: '2026-11-02T08:05:00Z', what: t('raised'), who: 'Ольга Белова', onBehalfOf: 'И. П. Громов' },
      ]}
    />
  );
}

function Overview() {
  const t = useText(kitPageTexts);
  const lang = useLang();
  const months = ['июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек'];
  const sum = (value: number) => shortSumText(BigInt(Math.round(value)), lang);
  return (
    <>
      <Panel title={t('credit')}>
        <LimitBar
          limitMinor="100000000"
          parts={[
            { kind: 'overdue', label: t('segOverdue'), minor: '9876543' },
            { kind: 'open', label: t('segOpen'), minor: '45000000' },
            { kind: 'shipped', label: t('segShipped'), minor: '12000000' },
            { kind: 'confirmed', label: t('segConfirmed'), minor: '20000000' },
            { kind: 'this', label: t('segThis'), minor: '34550000' },
          ]}
        />
      </Panel>
      <Panel title={t('month')}>
        <Chart
          kind="bars"
          title={t('chart')}
          points={months}
          format={sum}
          series={[
            { name: t('plan'), role: 'plan', values: [300e6, 310e6, 310e6, 340e6, 360e6, 380e6, 400e6] },
            { name: t('fact'), role: 'fact', values: [280e6, 330e6, 290e6, 345e6, 371e6, 318e6, null] },
            { name: t('forecast'), role: 'forecast', values: [null, null, null, null, null, 379e6, 396e6] },
          ]}
        />
      </Panel>
      <Panel title={t('states')}>
        <p style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
          <StateBadge state="ok" label={t('ok')} />
          <StateBadge state="watch" label={t('watch')} />
          <StateBadge state="hold" label={t('hold')} />
          <StateBadge state="stop" label={t('stop')} />
          <StateBadge state="info" label={t('info')} />
          <StateBadge state="plain" label={t('draft')} />
        </p>
      </Panel>
      <Panel title={t('requisites')}>
        <Facts
          rows={[
            [t('inn'), <CopyText key="inn" text="7701234567" />],
            [t('limit'), <Sum key="sum" minor="9999950" />],
            [t('discount'), <Percent key="bp" bp={1250} />],
            [t('quantity'), <Quantity key="q" milli="1200500" unit="кг" />],
            [t('debt'), <Price key="p" e4="1234567" />],
            [t('dueOn'), <DateText key="d" value="2026-11-21" />],
            [t('changed'), <DateText key="c" value="2026-11-20T11:20:00Z" />],
          ]}
        />
      </Panel>
      <More />
    </>
  );
}

function More() {
  const t = useText(kitPageTexts);
  const upload = useUpload(samples.fault);
  return (
    <>
      <Panel title={t('orders')} flush>
        <DataGrid
          caption={t('orders')}
          rows={orders}
          rowId={(row) => row.id}
          href={() => paths.kit()}
          columns={[
            { key: 'id', title: t('orders'), width: 160, cell: (row) => row.id },
            { key: 'on', title: t('dueOn'), width: 110, cell: (row) => <DateText value={row.on} /> },
            { key: 'sum', title: t('debt'), align: 'end', cell: (row) => <Sum minor={row.minor} /> },
          ]}
          totals={{ id: t('all'), sum: <Sum minor="61500000" /> }}
        />
      </Panel>
      <FileDrop upload={upload} input={{}} kinds={['.xlsx', '.csv']} mostMegabytes={20} hint={t('noneHint')} />
      <Panel>
        <EmptyState
          title={t('none')}
          hint={t('noneHint')}
          act={<LinkButton to={paths.kitList()}>{t('add')}</LinkButton>}
        />
      </Panel>
      <ProgressBar
        label={t('importing')}
        done={12_400}
        total={50_000}
        perSecond={830}
        onCancel={() => done(t('doneNow'), { undo: () => done(t('doneNow')) })}
      />
    </>
  );
}

function Acts() {
  const t = useText(kitPageTexts);
  const refuse = useAct(samples.refuse);
  const fault = useAct(samples.fault);
  const removed = useAct(samples.refuse);
  return (
    <Panel title={t('acts')}>
      <div style={{ display: 'flex', flexDirection: 'column', gap: 16, alignItems: 'flex-start' }}>
        <ActButton act={refuse} input={{}} kind="primary">
          {t('refuse')}
        </ActButton>
        <ActButton act={fault} input={{}}>
          {t('fault')}
        </ActButton>
        <ActButton act={removed} input={{}} kind="danger" confirm={t('sure')}>
          {t('remove')}
        </ActButton>
        <ActButton act={refuse} input={{}} closed={over} says="side" wayOut={<A to={paths.kit()}>{t('wayOut')}</A>}>
          {t('closed')}
        </ActButton>
      </div>
    </Panel>
  );
}
