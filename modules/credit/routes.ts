import { act, type Route, view } from '#platform/serve.ts';
import { endLimit, endRelease, setLimit, stopAccount } from './commands/limits.ts';
import { setPolicy } from './commands/policy.ts';
import { credit } from './contract.ts';
import { getCredit, getPolicy } from './queries/card.ts';

export const routes: readonly Route[] = [
  view(credit.get, 'credit.read', getCredit),
  view(credit.policy, 'settings.read', getPolicy),
  act(credit.setLimit, setLimit),
  act(credit.endLimit, endLimit),
  act(credit.stop, stopAccount),
  act(credit.endRelease, endRelease),
  act(credit.setPolicy, setPolicy),
];
