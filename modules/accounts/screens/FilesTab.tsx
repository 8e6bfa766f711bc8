import { useInfiniteQuery } from '@tanstack/react-query';
import type { OutputOf } from '#platform/endpoint.ts';
import { useAct } from '#web/act.ts';
import { askPages } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { useSession } from '#web/session.tsx';
import { A } from '#web/ui/A.tsx';
import { ActButton } from '#web/ui/ActButton.tsx';
import { Button } from '#web/ui/Button.tsx';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { FileDrop } from '#web/ui/FileDrop.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { done } from '#web/ui/toast.tsx';
import { DateText } from '#web/ui/values.tsx';
import { useUpload } from '#web/upload.ts';
import { addressOf } from '#web/wire.ts';
import type { CardView } from '../contract/views.ts';
import { accounts } from '../contract.ts';
import { fileBytesMost } from '../model.ts';
import { texts } from '../texts.ts';
import css from './accounts.module.css';
import { accountViews } from './LifeDialogs.tsx';

type File = OutputOf<typeof accounts.files>['rows'][number];
const megabyte = 1024 * 1024;
const kilobyte = 1024;

/** Files of the account, newest first. */
export function FilesTab({ card }: { readonly card: CardView }) {
  const t = useText(texts);
  const { may } = useSession();
  const list = useInfiniteQuery(askPages(accounts.files, { accountId: card.id }));
  const rows = list.data?.pages.flatMap((page) => page.rows as readonly File[]) ?? [];
  const upload = useUpload(accounts.upload, {
    invalidates: [...accountViews, accounts.files],
    onDone: () => done(t('files.saved')),
  });
  const detach = useAct(accounts.detachFile, {
    invalidates: [...accountViews, accounts.files],
    onDone: () => done(t('files.detached')),
  });
  return (
    <div className={css['stack']}>
      {may('accounts.write') ? (
        <FileDrop
          upload={upload}
          input={{ accountId: card.id }}
          kinds={[]}
          mostMegabytes={fileBytesMost / megabyte}
          hint={t('files.hint')}
        />
      ) : null}
      {rows.length === 0 && !list.isPending ? <EmptyState title={t('files.none')} hint={t('files.noneHint')} /> : null}
      {rows.length === 0 ? null : (
        <Panel>
          <ul className={css['lines']}>
            {rows.map((file) => (
              <li key={file.id}>
                <div>
                  <A to={addressOf(accounts.download, { accountId: card.id, fileId: file.id })} outside>
                    {file.name}
                  </A>
                  <p className="muted">
                    {sizeText(file.sizeBytes, t)}, {file.attachedByName}, <DateText value={file.attachedAt} />
                  </p>
                </div>
                {may('accounts.write') ? (
                  <ActButton
                    act={detach}
                    input={{ accountId: card.id, fileId: file.id }}
                    small
                    kind="quiet"
                    confirm={t('files.detachHint')}
                  >
                    {t('card.putAway')}
                  </ActButton>
                ) : null}
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {list.hasNextPage ? (
        <Button kind="quiet" onClick={() => void list.fetchNextPage()}>
          {t('card.earlier')}
        </Button>
      ) : null}
    </div>
  );
}

function sizeText(bytes: number, t: ReturnType<typeof useText<keyof typeof texts.ru>>): string {
  if (bytes >= megabyte) return t('files.megabytes', { count: Math.ceil(bytes / megabyte) });
  return t('files.kilobytes', { count: Math.ceil(bytes / kilobyte) });
}
