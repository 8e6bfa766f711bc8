import { defineTexts } from '#kernel/texts.ts';

/** What the timeline says of each event of settlements; the payload gives the parameters. */
export const eventTexts = defineTexts({
  ru: {
    'settlements.advance_used': 'Аванс пошёл на предоплаченную отгрузку: {sumMinor}',
    'settlements.ageing_set': 'Границы сроков дебиторки: {bounds}',
    'settlements.allocated': 'Платёж {number} разнесён на долги: {sumMinor}',
    'settlements.assigned': 'Указан плательщик платежа {number} на {amountMinor}',
    'settlements.called': 'Звонок о долге. {note}',
    'settlements.corrected': 'Корректировка расчётов {amountMinor}: {reason}',
    'settlements.exported': 'Дебиторка выгружена в файл',
    'settlements.kept_advance': 'Платёж {number} оставлен авансом: {amountMinor}',
    'settlements.opening_entered': 'Внесён начальный остаток {amountMinor}',
    'settlements.payment_promised': 'Обещали оплатить {promisedOn}. {note}',
    'settlements.payment_received': 'Пришла оплата {amountMinor}, платёжное поручение {number}',
    'settlements.set_aside': 'Платёж {number} отложен: {reason}',
    'settlements.statement_imported': 'Загружена выписка {fileName}',
    'settlements.taken_back': 'Платёж {number} снят с долгов ({sumMinor}): {reason}',
  },
  en: {
    'settlements.advance_used': 'An advance paid a prepaid shipment: {sumMinor}',
    'settlements.ageing_set': 'Ageing bounds: {bounds}',
    'settlements.allocated': 'Payment {number} put on debts: {sumMinor}',
    'settlements.assigned': 'Payer given for payment {number} of {amountMinor}',
    'settlements.called': 'Call about a debt. {note}',
    'settlements.corrected': 'Settlements corrected by {amountMinor}: {reason}',
    'settlements.exported': 'Receivables exported to a file',
    'settlements.kept_advance': 'Payment {number} kept as an advance: {amountMinor}',
    'settlements.opening_entered': 'Opening balance entered: {amountMinor}',
    'settlements.payment_promised': 'Payment promised for {promisedOn}. {note}',
    'settlements.payment_received': 'Payment received: {amountMinor}, order {number}',
    'settlements.set_aside': 'Payment {number} set aside: {reason}',
    'settlements.statement_imported': 'Statement {fileName} loaded',
    'settlements.taken_back': 'Payment {number} taken back from debts ({sumMinor}): {reason}',
  },
});
