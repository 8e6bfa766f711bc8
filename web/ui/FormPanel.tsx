import { useBlocker } from '@tanstack/react-router';
import { type KeyboardEvent, lazy, type ReactNode, Suspense, useContext, useEffect, useRef, useState } from 'react';
import { hasText, translate } from '#kernel/texts.ts';
import type { Act, Outcome } from '../act.ts';
import { useText } from '../i18n.ts';
import { useLang, useSessionOrNull } from '../session.tsx';
import type { Problem } from '../wire.ts';
import { OutcomeLine } from './ActButton.tsx';
import { Button } from './Button.tsx';
import { cx } from './cx.ts';
import { DialogDoor, type Leave, shutsDropdown } from './dialog-door.ts';
import { type Draft, useDraft } from './draft.ts';
import css from './FormPanel.module.css';
import type { Form } from './form.ts';
import { kitTexts } from './texts.ts';

const LeaveDialog = lazy(() =>
  import('./LeaveDialog.tsx').then(({ LeaveDialog: component }) => ({ default: component })),
);

type FormPanelProps<V extends object, I> = {
  readonly form: Form<V>;
  readonly act: Act<I, unknown>;
  /** The act's input from the values of the form. */
  readonly input: (values: V) => I;
  /** The verb on the button: 'Создать клиента'. */
  readonly submit: string;
  /** Name of the draft kept on this device until the form is sent; without it leaving asks about unsaved changes. */
  readonly draft?: string;
  /** What Esc and the second button do. */
  readonly onCancel?: () => void;
  /** No limit of width: for forms in a Peek or with a table. */
  readonly wide?: boolean;
  /** Leaving does not ask: for forms with nothing to lose, as signing in. */
  readonly unguarded?: boolean;
  /** Enter submits from any field: for forms of two fields. */
  readonly enterSubmits?: boolean;
  readonly children: ReactNode;
};

/** Sentences by field from the server's problems: the module's own message, else by the kind of the problem. */
function useProblemTexts(): (problems: readonly Problem[]) => Record<string, string> {
  const lang = useLang();
  return (problems) => {
    const name = (path: string) => path.replace(/^\//, '').replaceAll('/', '.');
    const text = ({ code, message }: Problem) => {
      const key = `problem.${code.replace(/^input\./, '')}`;
      if (hasText(kitTexts, key)) return translate(kitTexts, lang, key);
      return message === '' ? translate(kitTexts, lang, 'problem.other') : message;
    };
    return Object.fromEntries(problems.map((problem) => [name(problem.path), text(problem)]));
  };
}

/** Enter goes on to the next field; in the last one to the button. An Enter that has picked something stays there. */
function goOn(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.defaultPrevented) return;
  const target = event.target;
  if (!(target instanceof HTMLInputElement) || target.getAttribute('aria-expanded') === 'true') return;
  event.preventDefault();
  const stops = Array.from(
    event.currentTarget.querySelectorAll<HTMLElement>('input, textarea, select, button[type=submit]'),
  );
  const reachable = stops.filter((stop) => stop.tabIndex >= 0 && stop.offsetParent !== null);
  reachable[reachable.indexOf(target) + 1]?.focus();
}

type Leaving = {
  /** Whether to ask now. */
  readonly asking: boolean;
  /** What was sent is not lost by leaving: called before the sending, with null when it failed. */
  readonly settle: (values: object | null) => void;
  readonly cancel: () => void;
  readonly stay: () => void;
  readonly leave: () => void;
};

/** Asks before typed changes are left behind: by a link, the way back, Esc, a dialog's closing, the closing of the tab. */
function useLeaving(form: Form<object>, guards: boolean, onCancel: (() => void) | undefined): Leaving {
  const settled = useRef<string | null>(null);
  const decided = useRef(false);
  const [going, setGoing] = useState<{ readonly go: (() => void) | undefined } | null>(null);
  const guarded = () => guards && form.dirty && !decided.current && JSON.stringify(form.values) !== settled.current;
  const blocker = useBlocker({ shouldBlockFn: guarded, enableBeforeUnload: guarded, withResolver: true });
  const ask = (go: (() => void) | undefined): boolean => {
    if (!guarded()) return false;
    setGoing({ go });
    return true;
  };
  useDoor(ask);
  return {
    asking: going !== null || blocker.status === 'blocked',
    settle: (values) => {
      settled.current = values === null ? null : JSON.stringify(values);
    },
    cancel: () => {
      if (!ask(onCancel)) onCancel?.();
    },
    stay: () => {
      setGoing(null);
      blocker.reset?.();
    },
    leave: () => {
      decided.current = true;
      setGoing(null);
      if (blocker.status === 'blocked') blocker.proceed();
      else going?.go?.();
    },
  };
}

/** Stands at the door of the dialog that the form is in. */
function useDoor(leave: Leave): void {
  const door = useContext(DialogDoor);
  const latest = useRef(leave);
  latest.current = leave;
  useEffect(() => door?.guard((go) => latest.current(go)), [door]);
}

/** Puts the server's problems beside their fields. */
function useBlame(outcome: Outcome, blame: Form<object>['blame']): void {
  const texts = useRef<ReturnType<typeof useProblemTexts>>(useProblemTexts());
  useEffect(() => {
    if (outcome.kind === 'invalid') blame(texts.current(outcome.problems));
  }, [outcome, blame]);
}

/**
 * A form of one column: labels above, errors beside the fields, the outcome at the button. Enter goes on,
 * Ctrl+Enter submits, Esc asks if something is unsaved; what was typed stays after a refusal or a fault.
 */
export function FormPanel<V extends object, I>(props: FormPanelProps<V, I>) {
  const { form, act, input, onCancel } = props;
  const session = useSessionOrNull();
  const draft = useDraft(props.draft === undefined ? null : `${session?.user.id ?? ''}.${props.draft}`, form);
  const guards = props.draft === undefined && props.unguarded !== true;
  const leaving = useLeaving(form as unknown as Form<object>, guards, onCancel);
  useBlame(act.outcome, form.blame);

  const send = async () => {
    if (act.outcome.kind === 'pending' || !form.check()) return;
    leaving.settle(form.values);
    const answer = await act.run(input(form.values));
    if (answer === undefined) leaving.settle(null);
    else draft.forget();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void send();
    } else if (event.key === 'Enter' && !props.enterSubmits) goOn(event);
    else if (event.key === 'Escape' && !event.defaultPrevented && !leaving.asking) {
      if (shutsDropdown(event)) event.preventDefault();
      else if (onCancel) {
        event.preventDefault();
        leaving.cancel();
      }
    }
  };
  return (
    <form
      noValidate
      className={cx(css['form'], props.wide && css['wide'])}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {props.children}
      <Foot
        submit={props.submit}
        outcome={act.outcome}
        draft={draft}
        cancel={onCancel && leaving.cancel}
        retry={() => void send()}
      />
      {leaving.asking ? (
        <Suspense fallback={null}>
          <LeaveDialog leave={leaving.leave} stay={leaving.stay} />
        </Suspense>
      ) : null}
    </form>
  );
}

function Foot(props: {
  readonly submit: string;
  readonly outcome: Outcome;
  readonly draft: Draft;
  readonly cancel: (() => void) | undefined;
  readonly retry: () => void;
}) {
  const { outcome, draft } = props;
  const t = useText(kitTexts);
  return (
    <div className={css['foot']}>
      <Button type="submit" kind="primary" aria-busy={outcome.kind === 'pending' || undefined}>
        {props.submit}
      </Button>
      {props.cancel === undefined ? null : (
        <Button kind="quiet" onClick={props.cancel}>
          {t('act.cancel')}
        </Button>
      )}
      <div className={css['says']}>
        <OutcomeLine outcome={outcome} retry={props.retry} />
        {draft.savedAt === null ? null : <span aria-live="polite">{t('form.saved', { time: draft.savedAt })}</span>}
        {draft.restored ? (
          <span>
            {t('form.draft')}.{' '}
            <button type="button" onClick={draft.discard}>
              {t('form.discard')}
            </button>
          </span>
        ) : null}
      </div>
    </div>
  );
}

/** Fields side by side: a date and a sum, a first and a last name. */
export function FieldRow({ children }: { readonly children: ReactNode }) {
  return <div className={css['row']}>{children}</div>;
}
