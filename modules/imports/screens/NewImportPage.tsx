import { useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { go, useParams } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { LinkButton } from '#web/ui/Button.tsx';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { FileDrop } from '#web/ui/FileDrop.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { useUpload } from '#web/upload.ts';
import { addressOf } from '#web/wire.ts';
import { imports } from '../contract.ts';
import { texts } from '../texts.ts';
import css from './imports.module.css';
import { kindKey } from './words.ts';

const megabytesMost = 256;

/** A new file of a kind: the place to drop it, and the columns it may have. */
export function NewImportPage() {
  const t = useText(texts);
  const { kind: name = '' } = useParams();
  const { kinds } = useLoaded(imports.kinds, {});
  const kind = kinds.find((one) => one.kind === name);
  const upload = useUpload(imports.upload, {
    invalidates: [imports.list],
    onDone: ({ id }) => go(paths.import(id)),
  });
  const title = t('imports.new', { kind: t(kindKey(name)) });
  if (kind === undefined || !kind.may) {
    return (
      <Page title={title} back={paths.imports()}>
        <EmptyState title={t('imports.noRight')} />
      </Page>
    );
  }
  return (
    <Page title={title} back={paths.imports()}>
      <div className={css['stack']}>
        <FileDrop
          upload={upload}
          input={{ kind: name }}
          kinds={['.xlsx', '.csv', '.txt', '.tsv', '.gz', '.xz']}
          mostMegabytes={megabytesMost}
          hint={t('imports.chooseHint', { megabytes: megabytesMost })}
        />
        <Panel
          title={t('imports.columns')}
          acts={
            <LinkButton small kind="quiet" download to={addressOf(imports.template, { kind: name })}>
              {t('imports.template')}
            </LinkButton>
          }
        >
          <ul className={css['problems']}>
            {kind.fields.map((field) => (
              <li key={field.name}>
                {field.label} {field.required ? <span className="muted">({t('imports.required')})</span> : null}
              </li>
            ))}
          </ul>
        </Panel>
      </div>
    </Page>
  );
}
