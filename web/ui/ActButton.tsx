import { Popover } from '@mantine/core';
import { IconAlertTriangle, IconLock } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import type { Act, Outcome } from '../act.ts';
import { useText } from '../i18n.ts';
import { paths } from '../paths.ts';
import { useReasonText } from '../refusals.ts';
import type { Reason } from '../wire.ts';
import css from './Button.module.css';
import { Button, type ButtonKind } from './Button.tsx';
import { cx } from './cx.ts';
import { kitTexts } from './texts.ts';

type ActButtonProps<I> = {
  readonly act: Act<I, unknown>;
  /** What is sent; a function is called at the press. */
  readonly input: I | (() => I);
  /** Why the act is closed, from the view: the button is dimmed and says it. */
  readonly closed?: Reason | null | undefined;
  /** What opens a closed act: a link or another act, put after the reason. */
  readonly wayOut?: ReactNode;
  readonly kind?: ButtonKind;
  readonly small?: boolean;
  readonly wide?: boolean;
  readonly icon?: ReactNode;
  /** A sentence that is agreed to before the act: what will change, in money too. */
  readonly confirm?: ReactNode;
  /** Where the reason or the refusal stands: below (default), at the side, below and aligned to the end. */
  readonly says?: 'below' | 'side' | 'end';
  readonly children: ReactNode;
};

/** Opens the sign-in beside this page, so that what was typed here stays. */
function SignInLink() {
  const t = useText(kitTexts);
  return (
    <a href={paths.signIn()} target="_blank" rel="noreferrer">
      {t('act.signIn')}
    </a>
  );
}

/** What stands at a button or under a form: why it is closed, refused or failed, and the way on. */
export function OutcomeLine({
  outcome,
  closed,
  wayOut,
  retry,
  id,
}: {
  readonly outcome: Outcome;
  readonly closed?: Reason | null | undefined;
  readonly wayOut?: ReactNode;
  readonly retry: () => void;
  readonly id?: string;
}) {
  const t = useText(kitTexts);
  const textOf = useReasonText();
  if (outcome.kind === 'refused') {
    return (
      <span id={id} role="alert" className={cx(css['reason'], css['bad'])}>
        <IconAlertTriangle size={14} />
        <span>
          {textOf(outcome.reason)} {outcome.reason.code === 'access.no_session' ? <SignInLink /> : wayOut}
        </span>
      </span>
    );
  }
  if (outcome.kind === 'invalid') {
    return (
      <span id={id} role="alert" className={cx(css['reason'], css['bad'])}>
        <IconAlertTriangle size={14} />
        {t('act.invalid', { count: outcome.problems.length })}
      </span>
    );
  }
  if (outcome.kind === 'fault') {
    const text = outcome.network ? t('act.network') : t('act.fault', { code: outcome.requestId ?? '—' });
    return (
      <span id={id} role="alert" className={cx(css['reason'], css['bad'])}>
        <IconAlertTriangle size={14} />
        <span>
          {text}.{' '}
          <button type="button" onClick={retry}>
            {t('act.retry')}
          </button>
        </span>
      </span>
    );
  }
  if (closed) {
    return (
      <span id={id} className={css['reason']}>
        <IconLock size={14} />
        <span>
          {textOf(closed)} {wayOut}
        </span>
      </span>
    );
  }
  return null;
}

/**
 * The button of an act. Closed: visible, dimmed, with the rule that closed it. Refused: the sentence stands at it.
 * Failed: the code to quote and a retry that cannot do it twice.
 */
export function ActButton<I>(props: ActButtonProps<I>) {
  const {
    act,
    input,
    closed,
    wayOut,
    kind = 'plain',
    small = false,
    wide = false,
    icon,
    confirm,
    says = 'below',
  } = props;
  const [asking, setAsking] = useState(false);
  const t = useText(kitTexts);
  const id = useId();
  const pending = act.outcome.kind === 'pending';
  const shut = closed !== null && closed !== undefined;
  const run = () => {
    setAsking(false);
    void act.run(input instanceof Function ? input() : input);
  };
  const button = (
    <Button
      kind={kind}
      small={small}
      wide={wide}
      icon={pending ? <span className={css['spin']} aria-hidden /> : icon}
      aria-disabled={shut || undefined}
      aria-busy={pending || undefined}
      aria-describedby={id}
      onClick={() => {
        if (shut || pending) return;
        if (confirm === undefined) run();
        else setAsking(true);
      }}
    >
      {props.children}
    </Button>
  );
  return (
    <span className={cx(css['wrap'], says === 'side' && css['side'], says === 'end' && css['end'])}>
      {confirm === undefined ? (
        button
      ) : (
        <Popover opened={asking} onChange={setAsking} withArrow trapFocus position="bottom" shadow="md">
          <Popover.Target>{button}</Popover.Target>
          <Popover.Dropdown className={css['asked'] ?? ''}>
            <span>{confirm}</span>
            <div>
              <Button small kind="quiet" onClick={() => setAsking(false)}>
                {t('act.cancel')}
              </Button>
              <Button small kind={kind === 'danger' ? 'danger' : 'primary'} data-autofocus onClick={run}>
                {props.children}
              </Button>
            </div>
          </Popover.Dropdown>
        </Popover>
      )}
      <OutcomeLine outcome={act.outcome} closed={closed} wayOut={wayOut} retry={act.retry} id={id} />
    </span>
  );
}
