import { useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { useParams } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { Page } from '#web/ui/Page.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { DateText } from '#web/ui/values.tsx';
import { documents } from '../contract.ts';
import { texts } from '../texts.ts';
import { PaperActs, PaperFacts, PaperView } from './PaperView.tsx';

/** A paper on a page of its own: the print and what it is. */
export function DocumentPage() {
  const t = useText(texts);
  const { documentId = '' } = useParams();
  const paper = useLoaded(documents.get, { documentId });
  return (
    <Page
      title={`${t(`documents.kind_${paper.kind}`)} № ${paper.numberText}`}
      back={paths.documents()}
      under={<DateText value={paper.createdAt} />}
      acts={<PaperActs paper={paper} />}
      aside={
        <Panel title={t('documents.about')}>
          <PaperFacts paper={paper} />
        </Panel>
      }
    >
      <PaperView documentId={documentId} />
    </Page>
  );
}
