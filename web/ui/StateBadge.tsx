import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconHandStop,
  IconInfoCircle,
  IconOctagon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import css from './StateBadge.module.css';

export type State = 'ok' | 'watch' | 'hold' | 'stop' | 'info' | 'plain';

const icons = {
  ok: IconCircleCheck,
  watch: IconAlertTriangle,
  hold: IconHandStop,
  stop: IconOctagon,
  info: IconInfoCircle,
  plain: IconCircleDashed,
} as const;

/** A state: icon and word, never colour alone. */
export function StateBadge({ state, label }: { readonly state: State; readonly label: ReactNode }) {
  const Icon = icons[state];
  return (
    <span className={cx(css['badge'], css[state])}>
      <Icon size={14} stroke={1.9} aria-hidden />
      {label}
    </span>
  );
}
