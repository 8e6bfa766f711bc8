import { useMediaQuery } from '@mantine/hooks';
import { useText } from '#web/i18n.ts';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import type { OrderCard } from '../../contract/views.ts';
import { texts } from '../../texts.ts';
import { BadRows } from './BadRows.tsx';
import { SheetCards } from './SheetCards.tsx';
import { SheetGrid } from './SheetGrid.tsx';
import { SaveLine, SheetNotices } from './SheetNotices.tsx';
import css from './sheet.module.css';
import { usePageClipboard, usePaste } from './use-paste.ts';
import type { Sheet } from './use-sheet.ts';

/** The order's lines: a sheet on a desk, cards on a phone; pasted text is taken anywhere on the page. */
export function OrderSheet({
  order,
  sheet,
  marked,
}: {
  readonly order: OrderCard;
  readonly sheet: Sheet;
  readonly marked: ReadonlySet<string>;
}) {
  const t = useText(texts);
  const phone = useMediaQuery('(max-width: 767px)') ?? false;
  const { id: orderId, accountId, warehouseId } = order;
  const editable = order.closed.edit === null;
  const paste = usePaste(sheet, { orderId, accountId, warehouseId });
  usePageClipboard(editable, (text) => void paste.take(text));
  const Lines = phone ? SheetCards : SheetGrid;
  const { lines } = sheet.state;
  return (
    <div className={css['frame']} data-sheet>
      <SheetNotices sheet={sheet} paste={paste} />
      {editable ? <BadRows paste={paste} accountId={accountId} warehouseId={warehouseId} /> : null}
      <Lines
        sheet={sheet}
        accountId={accountId}
        warehouseId={warehouseId}
        editable={editable}
        planned={order.state === 'draft'}
        marked={marked}
        onScan={(code) => void paste.scan(code)}
      />
      {lines.length === 0 ? (
        <EmptyState title={t('sheet.empty')} hint={t(editable ? 'sheet.emptyHint' : 'sheet.emptyClosed')} />
      ) : null}
      <div className={css['foot']}>
        <span>{t('sheet.lines', { count: lines.length })}</span>
        {editable ? <SaveLine sheet={sheet} /> : null}
      </div>
    </div>
  );
}
