import { useState } from 'react';
import type { KeyOf } from '#kernel/texts.ts';
import { WhoseOverdue } from '#modules/credit/screens/index.ts';
import { useAct } from '#web/act.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { useSession } from '#web/session.tsx';
import { A } from '#web/ui/A.tsx';
import { ActButton } from '#web/ui/ActButton.tsx';
import { LimitBar, type Segment } from '#web/ui/LimitBar.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { done } from '#web/ui/toast.tsx';
import type { OrderCard, OrderCheck } from '../contract/views.ts';
import { orders } from '../contract.ts';
import { texts } from '../texts.ts';
import { Checks } from './Checks.tsx';
import { ConfirmBox } from './ConfirmBox.tsx';
import { GrantedNote } from './GrantedNote.tsx';
import { orderViews } from './order-views.ts';
import css from './orders.module.css';
import { discountBack, trimmedToStock } from './remedies.ts';
import { putOf } from './sheet/edits.ts';
import type { Sheet } from './sheet/use-sheet.ts';

type PanelProps = {
  readonly order: OrderCard;
  readonly sheet: Sheet;
  readonly onShow: (ids: readonly string[]) => void;
};

/** The right panel: every check with its way out, the money, and the button that sums up what will happen. */
export function DecisionPanel({ order, sheet, onShow }: PanelProps) {
  const t = useText(texts);
  const closed = order.state === 'closed' || order.state === 'cancelled';
  return (
    <div className={css['panel']}>
      <Panel title={t('panel.title')}>
        <Checks
          checks={order.checks}
          wayOut={(check) => <WayOut check={check} order={order} sheet={sheet} onShow={onShow} />}
        />
        <GrantedNote order={order} sheet={sheet} />
        <ConfirmBox order={order} sheet={sheet} />
      </Panel>
      {closed ? null : (
        <Panel title={t('panel.credit')}>
          <CreditBar order={order} />
        </Panel>
      )}
    </div>
  );
}

const kinds = new Map<string, { readonly kind: Segment['kind']; readonly text: KeyOf<typeof texts> }>([
  ['unbilled', { kind: 'shipped', text: 'credit.unbilled' }],
  ['confirmed', { kind: 'confirmed', text: 'credit.confirmed' }],
  ['order', { kind: 'this', text: 'credit.order' }],
]);

/** What the account owes and what this order adds, against its limit. */
function CreditBar({ order }: { readonly order: OrderCard }) {
  const t = useText(texts);
  const { credit } = order;
  const minorOf = (name: string) => BigInt(credit.parts.find((part) => part.name === name)?.minor ?? '0');
  const overdue = BigInt(credit.overdueMinor);
  const parts: Segment[] = [
    { kind: 'overdue', label: t('credit.overduePart'), minor: overdue },
    { kind: 'open', label: t('credit.receivable'), minor: minorOf('receivable') - overdue },
    ...[...kinds].map(([name, { kind, text }]) => ({ kind, label: t(text), minor: minorOf(name) })),
  ];
  const advance = minorOf('advance');
  return (
    <LimitBar
      limitMinor={credit.limitMinor}
      parts={parts}
      aside={advance === 0n ? null : <span className="muted">{t('credit.advance')}</span>}
    />
  );
}

/** What opens a check: one press. */
function WayOut({ check, order, sheet, onShow }: PanelProps & { readonly check: OrderCheck }) {
  const t = useText(texts);
  const editable = order.closed.edit === null;
  const lines = sheet.state.lines.filter((line) => check.lineIds.includes(line.id));
  const show =
    check.lineIds.length === 0 ? null : (
      <button type="button" onClick={() => onShow(check.lineIds)}>
        {t('way.show')}
      </button>
    );
  /** Changes many lines at one press, with a way back to what they were. */
  const change = (puts: ReturnType<typeof discountBack>, removed: readonly string[] = []) => {
    const touched = new Set([...puts.map(({ id }) => id), ...removed]);
    const before = lines.filter(({ id }) => touched.has(id)).map((line) => ({ put: putOf(line), product: line }));
    if (before.length === 0) return;
    sheet.store.putMany(puts.map((one) => ({ put: one, product: null })));
    sheet.store.remove(removed);
    done(t('way.changed', { count: before.length }), { undo: () => sheet.store.putMany(before) });
  };
  const held = check.status === 'hold' || check.status === 'stop';
  return (
    <span className={css['ways']}>
      {show}
      {editable && held && (check.check === 'authority' || check.check === 'floor') ? (
        <button type="button" onClick={() => change(discountBack(check, lines))}>
          {check.check === 'authority' ? t('way.discount') : t('way.noDiscount')}
        </button>
      ) : null}
      {editable && check.check === 'stock' && check.status === 'watch' && order.state === 'draft' ? (
        <button
          type="button"
          onClick={() => {
            const { puts, removed } = trimmedToStock(lines);
            change(puts, removed);
          }}
        >
          {t('way.trim')}
        </button>
      ) : null}
      {editable && check.check === 'lines' ? (
        <button type="button" onClick={() => sheet.store.remove(check.lineIds)}>
          {t('way.removeLines')}
        </button>
      ) : null}
      {editable && check.check === 'limit' && held ? <PrepayButton order={order} sheet={sheet} /> : null}
      {check.check === 'prices' ? <RepriceButton order={order} sheet={sheet} /> : null}
      {check.check === 'overdue' && check.status !== 'ok' ? <Overdue accountId={order.accountId} /> : null}
      {check.check === 'stop' || check.check === 'account' ? (
        <A to={paths.account(order.accountId)}>{t('way.account')}</A>
      ) : null}
    </span>
  );
}

/** Overdue debt: whose it is where the group's counts, and the way to its papers. */
function Overdue({ accountId }: { readonly accountId: string }) {
  const t = useText(texts);
  const { may } = useSession();
  return (
    <>
      {may('credit.read') ? <WhoseOverdue accountId={accountId} /> : null}
      <A to={paths.receivables({ accountId })}>{t('way.debts')}</A>
    </>
  );
}

/** An act that sends what is typed first. */
function useAfterSaving(sheet: Sheet) {
  const [waits, setWaits] = useState(false);
  const run = async (act: (version: number) => Promise<unknown>) => {
    setWaits(true);
    const version = await sheet.store.flush();
    setWaits(false);
    if (version !== null) await act(version);
  };
  return { waits, run };
}

function PrepayButton({ order, sheet }: { readonly order: OrderCard; readonly sheet: Sheet }) {
  const t = useText(texts);
  const saving = useAfterSaving(sheet);
  const change = useAct(orders.editHead, { invalidates: orderViews, onDone: () => done(t('way.prepaidDone')) });
  const act = {
    ...change,
    run: async () => {
      await saving.run((version) => change.run({ orderId: order.id, version, prepaid: true }));
      return undefined;
    },
  };
  return (
    <ActButton act={act} input={{}} small kind="quiet">
      {t('way.prepay')}
    </ActButton>
  );
}

function RepriceButton({ order, sheet }: { readonly order: OrderCard; readonly sheet: Sheet }) {
  const t = useText(texts);
  const saving = useAfterSaving(sheet);
  const reprice = useAct(orders.reprice, { invalidates: orderViews, onDone: () => done(t('way.repriced')) });
  const act = {
    ...reprice,
    run: async () => {
      await saving.run((version) => reprice.run({ orderId: order.id, version }));
      return undefined;
    },
  };
  return (
    <ActButton act={act} input={{}} small closed={order.closed.edit}>
      {t('way.reprice')}
    </ActButton>
  );
}
