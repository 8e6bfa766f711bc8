import { accounts } from '#modules/accounts/contract.ts';
import { credit } from '#modules/credit/contract.ts';
import { settlements } from '../contract.ts';

/** What an act on a payment or a debt changes on screens. */
export const moneyViews = [
  settlements.ageing,
  settlements.ageingTotals,
  settlements.receivables,
  settlements.receivable,
  settlements.payments,
  settlements.payment,
  settlements.ledger,
  settlements.statement,
  settlements.statements,
  settlements.calls,
  accounts.get,
  accounts.list,
  credit.get,
];
