import { act, type Route, view } from '#platform/serve.ts';
import { setLimit, setPolicy, stopAccount } from './commands/limits.ts';
import { credit } from './contract.ts';
import { getCredit, getPolicy } from './queries/card.ts';

export const routes: readonly Route[] = [
  view(credit.get, 'credit.read', getCredit),
  view(credit.policy, 'settings.read', getPolicy),
  act(credit.setLimit, setLimit),
  act(credit.stop, stopAccount),
  act(credit.setPolicy, setPolicy),
];
