import { IconDownload, IconExternalLink, IconPrinter } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { OutputOf } from '#platform/endpoint.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { A } from '#web/ui/A.tsx';
import { Button, buttonClass } from '#web/ui/Button.tsx';
import { Facts } from '#web/ui/Panel.tsx';
import { DateText, Sum } from '#web/ui/values.tsx';
import type { documents } from '../contract.ts';
import { texts } from '../texts.ts';
import css from './documents.module.css';
import { fileAddress, usePaper } from './use-paper.ts';

type Paper = OutputOf<typeof documents.get>;

/** The paper itself, in the browser's own viewer. */
export function PaperView({ documentId }: { readonly documentId: string }) {
  const t = useText(texts);
  const [turn, setTurn] = useState(0);
  return <Frame key={turn} documentId={documentId} again={() => setTurn(turn + 1)} label={t('documents.preview')} />;
}

type FrameProps = { readonly documentId: string; readonly again: () => void; readonly label: string };

function Frame({ documentId, again, label }: FrameProps) {
  const t = useText(texts);
  const file = usePaper(documentId);
  const frame = useRef<HTMLIFrameElement>(null);
  if (file.state === 'reading') return <p className={css['wait']}>{t('documents.printing')}</p>;
  if (file.state === 'failed') {
    return (
      <p className={css['wait']} role="alert">
        {t('documents.notRead')} <Button onClick={again}>{t('documents.again')}</Button>
      </p>
    );
  }
  return (
    <>
      <iframe ref={frame} className={css['frame']} src={`${file.url}#navpanes=0&view=FitH`} title={label} />
      <div className={css['print']}>
        <Button icon={<IconPrinter size={16} aria-hidden />} onClick={() => frame.current?.contentWindow?.print()}>
          {t('documents.print')}
        </Button>
      </div>
    </>
  );
}

/** A paper in a tab of its own, or saved. */
export function PaperActs({ paper }: { readonly paper: Paper }) {
  const t = useText(texts);
  const address = fileAddress(paper.id);
  return (
    <div className={css['acts']}>
      <a className={buttonClass({ small: true })} href={address} target="_blank" rel="noreferrer">
        <IconExternalLink size={16} aria-hidden />
        {t('documents.open')}
      </a>
      <a
        className={buttonClass({ small: true, kind: 'quiet' })}
        href={address}
        download={`${paper.kind}-${paper.numberText}.pdf`}
      >
        <IconDownload size={16} aria-hidden />
        {t('documents.save')}
      </a>
      <span className="muted">
        <A to={paths.account(paper.accountId)}>{paper.accountName}</A>
        {paper.orderId === null ? null : (
          <>
            {' · '}
            <A to={paths.order(paper.orderId)}>{t('documents.orderNumber', { number: paper.orderNumber ?? '' })}</A>
          </>
        )}
      </span>
    </div>
  );
}

/** What a paper is, in words. */
export function PaperFacts({ paper }: { readonly paper: Paper }) {
  const t = useText(texts);
  return (
    <Facts
      rows={[
        [t('documents.date'), <DateText key="date" value={paper.datedOn} />],
        [
          t('documents.account'),
          <A key="account" to={paths.account(paper.accountId)}>
            {paper.accountName}
          </A>,
        ],
        [
          t('documents.order'),
          paper.orderId === null ? (
            ''
          ) : (
            <A key="order" to={paths.order(paper.orderId)}>
              {paper.orderNumber}
            </A>
          ),
        ],
        [
          t('documents.shipment'),
          paper.shipmentId === null ? (
            ''
          ) : (
            <A key="shipment" to={paths.shipment(paper.shipmentId)}>
              {t('documents.openShipment')}
            </A>
          ),
        ],
        [t('documents.sum'), <Sum key="sum" minor={paper.totalMinor} kopecks="always" />],
        [t('documents.vat'), <Sum key="vat" minor={paper.vatMinor} kopecks="always" />],
        [t('documents.by'), paper.createdBy ?? ''],
      ]}
    />
  );
}
