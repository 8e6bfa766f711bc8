import { act, type Route, raw, view } from '#platform/serve.ts';
import { allocate, keepAdvance, takeBack } from './commands/allocate.ts';
import { assign, setAside } from './commands/assign.ts';
import { correct } from './commands/correct.ts';
import { noteCall } from './commands/note-call.ts';
import { setAgeingPolicy } from './commands/set-ageing-policy.ts';
import { settlements } from './contract.ts';
import { sendAgeing, sendReceivables } from './debts-file.ts';
import { sendPayments } from './payments-file.ts';
import { readAgeing, readAgeingTotals } from './queries/ageing.ts';
import { getAgeingPolicy } from './queries/ageing-policy.ts';
import { listCalls } from './queries/calls.ts';
import { listLedger } from './queries/ledger.ts';
import { getPayment, listPayments } from './queries/payments.ts';
import { getReceivable, listReceivables } from './queries/receivables.ts';
import { getStatement, listStatements } from './queries/statements.ts';
import { uploadStatement } from './statement-upload.ts';

export const routes: readonly Route[] = [
  view(settlements.ageing, 'settlements.read', readAgeing),
  view(settlements.ageingTotals, 'settlements.read', readAgeingTotals),
  raw(settlements.ageingFile, 'settlements.read', sendAgeing),
  view(settlements.ageingPolicy, 'settlements.read', getAgeingPolicy),
  act(settlements.setAgeingPolicy, setAgeingPolicy),
  view(settlements.receivables, 'settlements.read', listReceivables),
  raw(settlements.receivablesFile, 'settlements.read', sendReceivables),
  view(settlements.receivable, 'settlements.read', getReceivable),
  view(settlements.payments, 'settlements.read', listPayments),
  raw(settlements.paymentsFile, 'settlements.read', sendPayments),
  view(settlements.payment, 'settlements.read', getPayment),
  view(settlements.ledger, 'settlements.read', listLedger),
  raw(settlements.importStatement, 'settlements.write', uploadStatement),
  view(settlements.statements, 'settlements.read', listStatements),
  view(settlements.statement, 'settlements.read', getStatement),
  act(settlements.allocate, allocate),
  act(settlements.takeBack, takeBack),
  act(settlements.keepAdvance, keepAdvance),
  act(settlements.assign, assign),
  act(settlements.setAside, setAside),
  act(settlements.correct, correct),
  view(settlements.calls, 'settlements.read', listCalls),
  act(settlements.noteCall, noteCall),
];
