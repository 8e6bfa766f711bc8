import { hasText } from '#kernel/texts.ts';
import { useText } from '#web/i18n.ts';
import { Button } from '#web/ui/Button.tsx';
import { StateBadge } from '#web/ui/StateBadge.tsx';
import { DateText, Percent, Sum } from '#web/ui/values.tsx';
import type { OrderCard } from '../contract/views.ts';
import { texts } from '../texts.ts';
import css from './orders.module.css';
import type { Sheet } from './sheet/use-sheet.ts';

type Approval = OrderCard['approvals'][number];
type Props = { readonly order: OrderCard; readonly sheet: Sheet };

const looks = { pending: 'hold', approved: 'ok', approved_with_changes: 'watch', rejected: 'stop' } as const;
const isShown = (state: string): state is keyof typeof looks => state in looks;

/** What was decided about the order, and what is still asked; other discounts are taken over by a press. */
export function GrantedNote({ order, sheet }: Props) {
  const t = useText(texts);
  const latest = new Map<string, Approval>();
  for (const approval of order.approvals) {
    if (isShown(approval.state) && !latest.has(approval.kind)) latest.set(approval.kind, approval);
  }
  if (latest.size === 0) return null;
  return (
    <ul className={css['granted']} aria-label={t('granted.title')}>
      {[...latest.values()].map((approval) => (
        <li key={approval.id}>
          <Granted approval={approval} order={order} sheet={sheet} />
        </li>
      ))}
    </ul>
  );
}

function Granted({ approval, order, sheet }: Props & { readonly approval: Approval }) {
  const t = useText(texts);
  const { state, kind, changes } = approval;
  if (!isShown(state)) return null;
  const name: string = `kind.${kind}`;
  const lines = changes?.lines ?? [];
  const different = sheet.state.lines.filter((line) => {
    const allowed = lines.find((one) => one.lineId === line.id);
    return allowed !== undefined && line.manualBp > allowed.manualBp;
  });
  const takeOver = () =>
    sheet.store.putMany(
      different.map(({ id, productId, quantityMilli }) => ({
        put: { id, productId, quantityMilli, manualBp: lines.find((one) => one.lineId === id)?.manualBp ?? 0 },
        product: null,
      })),
    );
  const most = Math.max(...lines.map((line) => line.manualBp));
  return (
    <>
      <span>
        {hasText(texts, name) ? t(name) : kind} <StateBadge state={looks[state]} label={t(`granted.${state}`)} />
      </span>
      <small>
        {state === 'pending'
          ? t('granted.waits', { role: approval.roleName ?? t('granted.nobody') })
          : approval.decidedBy}
        {approval.note === '' ? null : `: ${approval.note}`}
      </small>
      {changes?.maxMinor === undefined ? null : (
        <small>
          {t('granted.upTo')} <Sum minor={changes.maxMinor} />
          {changes.validUntil === undefined ? null : (
            <>
              {' '}
              {t('granted.until')} <DateText value={changes.validUntil} />
            </>
          )}
        </small>
      )}
      {different.length > 0 && order.closed.edit === null ? (
        <Button small onClick={takeOver}>
          {t('granted.take')} <Percent bp={most} digits={2} />
        </Button>
      ) : null}
    </>
  );
}
