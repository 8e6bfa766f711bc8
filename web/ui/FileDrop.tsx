import { IconUpload } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import { useText } from '../i18n.ts';
import type { Sent, Upload } from '../upload.ts';
import { OutcomeLine } from './ActButton.tsx';
import { buttonClass } from './Button.tsx';
import { cx } from './cx.ts';
import css from './FileDrop.module.css';
import { ProgressBar } from './ProgressBar.tsx';
import { kitTexts } from './texts.ts';

const megabyte = 1024 * 1024;

/** A place for a file: chosen or dropped, sent at once with progress, checked by kind and size before. */
export function FileDrop<I>(props: {
  readonly upload: Upload<I, unknown>;
  readonly input: I;
  /** Endings of names, with dots: ['.xlsx', '.csv']. */
  readonly kinds: readonly string[];
  readonly mostMegabytes: number;
  readonly hint?: ReactNode;
}) {
  const { upload, input, kinds, mostMegabytes } = props;
  const t = useText(kitTexts);
  const id = useId();
  const [over, setOver] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [name, setName] = useState('');
  const take = (file: File | undefined) => {
    if (file === undefined) return;
    const wrongKind = kinds.length > 0 && !kinds.some((kind) => file.name.toLowerCase().endsWith(kind));
    if (wrongKind) return setProblem(t('file.wrongKind', { kinds: kinds.join(', ') }));
    if (file.size > mostMegabytes * megabyte) return setProblem(t('file.tooLarge', { size: mostMegabytes }));
    setProblem(null);
    setName(file.name);
    void upload.run(input, file);
  };
  if (upload.sent !== null) return <Sending sent={upload.sent} name={name} cancel={upload.cancel} />;
  return (
    <section
      className={cx(css['drop'], over && css['over'])}
      aria-label={t('file.choose')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files[0]);
      }}
    >
      <span className={css['line']}>
        <label htmlFor={id} className={buttonClass({})}>
          <IconUpload size={16} aria-hidden />
          {t('file.choose')}
        </label>
        <input
          id={id}
          type="file"
          className="unseen"
          accept={kinds.join(',')}
          onChange={(event) => {
            take(event.currentTarget.files?.[0]);
            event.currentTarget.value = '';
          }}
        />
        <span className="muted">{t('file.drop')}</span>
      </span>
      {props.hint === undefined ? null : <span className={css['hint']}>{props.hint}</span>}
      {problem === null ? null : (
        <span className={css['bad']} role="alert">
          {problem}
        </span>
      )}
      <OutcomeLine outcome={upload.outcome} retry={upload.retry} />
    </section>
  );
}

const inKilobytes = (bytes: number) => Math.ceil(bytes / 1024);

function Sending({ sent, name, cancel }: { readonly sent: Sent; readonly name: string; readonly cancel: () => void }) {
  const t = useText(kitTexts);
  return (
    <div className={css['drop']}>
      <div className={css['busy']}>
        <ProgressBar
          label={t('file.sending', { name })}
          done={inKilobytes(sent.done)}
          total={inKilobytes(sent.total)}
          onCancel={cancel}
        />
      </div>
    </div>
  );
}
