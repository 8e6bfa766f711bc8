import type { CSSProperties } from 'react';
import { useText } from '#web/i18n.ts';
import { useSession } from '#web/session.tsx';
import { texts } from '../../texts.ts';
import { EntryRow } from './EntryRow.tsx';
import { SheetRow } from './SheetRow.tsx';
import css from './sheet.module.css';
import type { Sheet } from './use-sheet.ts';
import { useSheetGrid } from './use-sheet-grid.ts';

export type SheetGridProps = {
  readonly sheet: Sheet;
  readonly accountId: string;
  readonly warehouseId: string;
  readonly editable: boolean;
  /** A draft plans its stock; a confirmed order tells what it has. */
  readonly planned: boolean;
  /** Lines that the panel points at. */
  readonly marked: ReadonlySet<string>;
  readonly onScan: (code: string) => void;
};

type Style = CSSProperties & Record<'--cols', string>;

/** The lines of an order as a spreadsheet: everything by keyboard, any number of lines. */
export function SheetGrid(props: SheetGridProps) {
  const { sheet, editable, marked } = props;
  const t = useText(texts);
  const { seesCost } = useSession();
  const grid = useSheetGrid(props);
  const cols = `30px minmax(170px, 1fr) 118px 80px 72px 98px 104px ${seesCost ? '66px ' : ''}32px`;
  const style: Style = { '--cols': cols };
  const { lines } = sheet.state;
  return (
    <div ref={grid.scroll} className={css['scroll']}>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: cells are moved over and edited by keys
        role="grid"
        ref={grid.table}
        className={css['sheet']}
        style={style}
        aria-label={t('sheet.title')}
        aria-rowcount={lines.length + 2}
        onKeyDown={grid.onKeyDown}
      >
        <SheetHead seesCost={seesCost} />
        <tbody style={{ height: grid.virtual.getTotalSize() }}>
          {grid.virtual.getVirtualItems().map((item) => {
            const line = lines[item.index];
            if (line === undefined) return null;
            const here = grid.cells.active.row === item.index;
            return (
              <SheetRow
                key={line.id}
                line={line}
                row={item.index}
                top={item.start}
                seesCost={seesCost}
                editable={editable}
                planned={props.planned}
                marked={marked.has(line.id)}
                active={here ? grid.cells.active.col : null}
                typing={here ? grid.cells.typing : null}
                whole={grid.cells.whole}
                why={grid.why === line.id}
                on={grid.on}
              />
            );
          })}
        </tbody>
        {editable ? (
          <EntryRow
            row={lines.length}
            seed={grid.seed}
            accountId={props.accountId}
            warehouseId={props.warehouseId}
            onPick={grid.add}
            onScan={props.onScan}
            onFocus={() => grid.cells.at({ row: lines.length, col: 'product' })}
            onUp={() => grid.cells.go({ row: Math.max(0, lines.length - 1), col: 'quantity' })}
          />
        ) : null}
      </table>
    </div>
  );
}

function SheetHead({ seesCost }: { readonly seesCost: boolean }) {
  const t = useText(texts);
  return (
    <thead>
      <tr>
        <th className={css['no']} scope="col" aria-label={t('sheet.no')}>
          №
        </th>
        <th scope="col">{t('sheet.product')}</th>
        <th scope="col">{t('sheet.stock')}</th>
        <th scope="col" className={css['end']}>
          {t('sheet.quantity')}
        </th>
        <th scope="col" className={css['end']}>
          {t('sheet.discount')}
        </th>
        <th scope="col" className={css['end']}>
          {t('sheet.price')}
        </th>
        <th scope="col" className={css['end']}>
          {t('sheet.sum')}
        </th>
        {seesCost ? (
          <th scope="col" className={css['end']}>
            {t('sheet.margin')}
          </th>
        ) : null}
        <th scope="col" aria-label={t('sheet.remove')} />
      </tr>
    </thead>
  );
}
