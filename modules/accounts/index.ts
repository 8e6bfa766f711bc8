/** The face of accounts for other modules and the composition root. */
export { type AccountImportRow, accountsImport, importAccounts } from './import.ts';
export { accountFields } from './import-fields.ts';
export { keepStatuses } from './keep-statuses.ts';
export type { Account, Status } from './model.ts';
export {
  type AccountByInn,
  type AccountForOrder,
  accountForOrder,
  findAccountsByInn,
  isAccountSeen,
  isSiteOf,
} from './queries/face.ts';
export { accountMatches } from './queries/pick.ts';
export { phoneKey } from './rules/phones.ts';
export { type SearchFacts, searchText } from './rules/search.ts';
export { statusOf } from './rules/status.ts';
export { lockAccount } from './store/account.ts';
export { refreshSearch } from './store/search.ts';
export { noteShipments, refreshStatuses, type ShippedAccount, type StatusMove } from './store/statuses.ts';
