import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { queryClient } from '../api.ts';
import { useText } from '../i18n.ts';
import { goSignIn } from '../navigation.ts';
import { paths } from '../paths.ts';
import { useReasonText } from '../refusals.ts';
import { shellTexts } from '../texts.ts';
import { Button, LinkButton } from '../ui/Button.tsx';
import { CopyText } from '../ui/CopyText.tsx';
import { useTitle } from '../ui/Page.tsx';
import { Fault, NoSession, Refusal } from '../wire.ts';
import css from './Door.module.css';

function Message({
  title,
  hint,
  children,
}: {
  readonly title: string;
  readonly hint: ReactNode;
  readonly children: ReactNode;
}) {
  useTitle(title);
  return (
    <div className={css['error']} role="alert">
      <h1>{title}</h1>
      <p>{hint}</p>
      {children}
    </div>
  );
}

/** No such page or record. */
export function NotFoundPage() {
  const t = useText(shellTexts);
  return (
    <Message title={t('page.notFound')} hint={t('page.notFoundHint')}>
      <div>
        <LinkButton to={paths.today()} kind="primary">
          {t('page.toToday')}
        </LinkButton>
      </div>
    </Message>
  );
}

function isOldBundle(error: unknown): boolean {
  return error instanceof TypeError && /dynamically imported module|module script/i.test(error.message);
}

/** A page that did not open: what happened, the code to quote, a retry. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  const t = useText(shellTexts);
  const textOf = useReasonText();
  const router = useRouter();
  const signedOut = error instanceof NoSession;
  useEffect(() => {
    if (signedOut) goSignIn();
  }, [signedOut]);
  const retry = () => {
    void queryClient.resetQueries({ predicate: (query) => query.state.status === 'error' });
    reset();
    void router.invalidate();
  };
  if (signedOut) return null;
  if (error instanceof Refusal && error.status === 404) return <NotFoundPage />;
  if (error instanceof Refusal) {
    return (
      <Message title={error.status === 403 ? t('page.forbidden') : t('page.fault')} hint={textOf(error.reason)}>
        <div>
          <Button kind="primary" onClick={retry}>
            {t('page.retry')}
          </Button>
          <LinkButton to={paths.today()}>{t('page.toToday')}</LinkButton>
        </div>
      </Message>
    );
  }
  if (isOldBundle(error)) {
    return (
      <Message title={t('page.updated')} hint={t('page.updatedHint')}>
        <div>
          <Button kind="primary" onClick={() => location.reload()}>
            {t('page.reload')}
          </Button>
        </div>
      </Message>
    );
  }
  const offline = error instanceof Fault && error.network;
  const code = error instanceof Fault ? error.requestId : null;
  return (
    <Message
      title={offline ? t('page.offline') : t('page.fault')}
      hint={offline ? t('page.offlineHint') : t('page.faultHint')}
    >
      {code === null ? null : (
        <span className={css['code']}>
          {t('page.code')}: <CopyText text={code} />
        </span>
      )}
      <div>
        <Button kind="primary" onClick={retry}>
          {t('page.retry')}
        </Button>
        <LinkButton to={paths.today()}>{t('page.toToday')}</LinkButton>
      </div>
    </Message>
  );
}

/** The same where there is no shell around: before the session is known. */
export function OutsideErrorPage(props: ErrorComponentProps) {
  return (
    <main>
      <ErrorPage {...props} />
    </main>
  );
}
