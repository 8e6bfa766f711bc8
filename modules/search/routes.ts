import { type Route, view } from '#platform/serve.ts';
import { search } from './contract.ts';
import { findRecords } from './queries/find.ts';

/** Whoever is signed in may search; each kind is looked for by those who may read it. */
export const routes: readonly Route[] = [view(search.find, 'signed_in', findRecords)];
