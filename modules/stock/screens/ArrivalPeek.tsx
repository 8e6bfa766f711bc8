import { useState } from 'react';
import { useText } from '#web/i18n.ts';
import { useSession } from '#web/session.tsx';
import { Button } from '#web/ui/Button.tsx';
import { CopyText } from '#web/ui/CopyText.tsx';
import { Facts, Panel } from '#web/ui/Panel.tsx';
import { DateText, Quantity } from '#web/ui/values.tsx';
import type { ArrivalListRow } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import { ArrivalBadge } from './ArrivalBadge.tsx';
import { GiveUpDialog, MoveDialog, ReceiveDialog } from './ArrivalDialogs.tsx';
import { WaitsPart } from './ProductParts.tsx';
import { useProductStock } from './product-stock.ts';
import css from './stock.module.css';
import { Waiting } from './Waiting.tsx';

type Asked = 'receive' | 'move' | 'giveUp';
const dialogs = { receive: ReceiveDialog, move: MoveDialog, giveUp: GiveUpDialog } as const;

/** An arrival at a glance, with what may be done to it. */
export function ArrivalPeek({ row }: { readonly row: ArrivalListRow }) {
  const t = useText(screenTexts);
  const { may } = useSession();
  const { data } = useProductStock(row.productId);
  const [asked, setAsked] = useState<Asked | null>(null);
  const Asking = asked === null ? null : dialogs[asked];
  return (
    <div className={css['stack']}>
      <div className={css['row']}>
        <ArrivalBadge row={row} />
      </div>
      {may('stock.write') && !row.closed ? (
        <div className={css['row']}>
          <Button kind="primary" onClick={() => setAsked('receive')}>
            {t('receive.act')}
          </Button>
          <Button onClick={() => setAsked('move')}>{t('move.act')}</Button>
          <Button kind="danger" onClick={() => setAsked('giveUp')}>
            {t('giveUp.act')}
          </Button>
        </div>
      ) : null}
      <ArrivalFacts row={row} />
      {data === undefined ? null : <WaitsPart view={data} />}
      {Asking === null ? null : <Asking row={row} onClose={() => setAsked(null)} />}
    </div>
  );
}

function ArrivalFacts({ row }: { readonly row: ArrivalListRow }) {
  const t = useText(screenTexts);
  const quantity = (milli: string) => <Quantity milli={milli} unit={row.unit} />;
  return (
    <Panel>
      <Facts
        rows={[
          [t('field.code'), <CopyText key="code" text={row.code} />],
          [t('field.warehouse'), row.warehouseCode],
          [t('field.expectedOn'), <DateText key="day" value={row.expectedOn} />],
          [t('field.quantity'), quantity(row.quantityMilli)],
          [t('field.received'), quantity(row.receivedMilli)],
          [t('field.open'), quantity(row.closed ? '0' : row.openMilli)],
          [t('field.waiting'), <Waiting key="waiting" milli={row.waitingMilli} unit={row.unit} />],
          [t('field.reference'), row.reference],
        ]}
      />
    </Panel>
  );
}
