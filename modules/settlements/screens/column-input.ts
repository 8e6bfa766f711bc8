import type { InputOf } from '#platform/endpoint.ts';
import type { settlements } from '../contract.ts';

const atOnce = 50;

/** What a column of the board asks: the incoming payments of a statement, or of all, in one state. */
export function columnInput(statementId: string, state: string): InputOf<typeof settlements.payments> {
  const ofFile = statementId === 'all' ? {} : { importId: statementId };
  return { ...ofFile, state, direction: 'in', limit: atOnce };
}
