import { IconAlertTriangle, IconHelp } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { InputOf } from '#platform/endpoint.ts';
import { ask } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { useReasonText } from '#web/refusals.ts';
import { Button } from '#web/ui/Button.tsx';
import { Dialog } from '#web/ui/Dialog.tsx';
import { Percent, Price, Quantity, Sum } from '#web/ui/values.tsx';
import { Refusal } from '#web/wire.ts';
import { type Explained, prices } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import { PriceTrace } from './PriceTrace.tsx';
import css from './pricing.module.css';

type WhyProps = InputOf<typeof prices.explain>;

/** A quiet button that opens «Почему такая цена»: every step to the price of this product for this account. */
export function WhyPrice(props: WhyProps) {
  const t = useText(screenTexts);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button small bare kind="quiet" aria-label={t('why.open')} title={t('why.open')} onClick={() => setOpen(true)}>
        <IconHelp size={16} />
      </Button>
      {open ? <WhyPriceDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** The same as a dialog that the caller opens by itself. */
export function WhyPriceDialog({ onClose, ...input }: WhyProps & { readonly onClose: () => void }) {
  const t = useText(screenTexts);
  const textOf = useReasonText();
  const answer = useQuery({ ...ask(prices.explain, input), placeholderData: keepPreviousData, throwOnError: false });
  const refused = answer.error instanceof Refusal ? textOf(answer.error.reason) : null;
  return (
    <Dialog title={t('why.title')} onClose={onClose} width={520}>
      {answer.data === undefined ? (
        <p className="muted" role="status">
          {refused ?? t('why.reading')}
        </p>
      ) : (
        <Explanation view={answer.data as Explained} />
      )}
    </Dialog>
  );
}

function Explanation({ view }: { readonly view: Explained }) {
  const t = useText(screenTexts);
  return (
    <div className={css['stack']}>
      <div>
        <b>{view.name}</b>
        <div className="muted">{view.code}</div>
      </div>
      <PriceTrace trace={view.trace} unit={view.unit} />
      <div className={css['total']}>
        <span>{t('why.quantity')}</span>
        <Quantity milli={view.quantityMilli} unit={view.unit} />
        <b>{t('why.sum')}</b>
        <b>
          <Sum minor={view.sumMinor} kopecks="always" />
        </b>
        <span className="muted">{view.vatBp === null ? t('why.noVat') : t('why.vat')}</span>
        {view.vatBp === null ? (
          <span />
        ) : (
          <span>
            <Sum minor={view.vatMinor} kopecks="always" /> (<Percent bp={view.vatBp} />)
          </span>
        )}
        <span className="muted">{t('why.authority')}</span>
        <Percent bp={view.authorityBp} />
        {view.floorE4 === null ? null : (
          <>
            <span className="muted">{t('why.floor')}</span>
            <Price e4={view.floorE4} />
          </>
        )}
        {view.costE4 === null ? null : (
          <>
            <span className="muted">{t('why.cost')}</span>
            <Price e4={view.costE4} />
          </>
        )}
      </div>
      {view.beyondAuthority ? <Warning text={t('why.beyond')} /> : null}
      {view.underFloor ? <Warning text={t('why.underFloor')} /> : null}
    </div>
  );
}

function Warning({ text }: { readonly text: string }) {
  return (
    <p className={css['warn']}>
      <IconAlertTriangle size={16} aria-hidden />
      {text}
    </p>
  );
}
