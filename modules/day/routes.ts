import { type Route, view } from '#platform/serve.ts';
import { day } from './contract.ts';
import { getDay } from './queries/day.ts';

export const routes: readonly Route[] = [view(day.get, 'signed_in', getDay)];
