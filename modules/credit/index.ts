/** The face of credit for other modules. */
export type { CreditAsk, CreditDecision, CreditFacts, CreditHold, CreditPolicy, CreditStatus } from './model.ts';
export { defaultPolicy } from './model.ts';
export { type Credit, policyOf, readCredit } from './queries/facts.ts';
export { decideCredit, standing } from './rules.ts';
export { changeStanding, giveRelease, lockCredit, type NewRelease, type StandingChange } from './store.ts';
