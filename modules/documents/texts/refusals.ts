import { defineTexts } from '#kernel/texts.ts';

/** Why an act was refused and what to do; why a bill has no payment code; what the timeline says. */
export const refusalTexts = defineTexts({
  ru: {
    'documents.bad_date': 'Такого дня нет в календаре: проверьте дату.',
    'documents.exists': 'Этот документ уже выписан.',
    'documents.no_bank_account': 'У юрлица нет расчётного счёта. Добавьте его в настройках и повторите.',
    'documents.not_found': 'Такого документа нет или он вам не виден.',
    'documents.nothing_to_bill': 'В заказе нет товаров: выставлять нечего.',
    'documents.order_not_agreed': 'Счёт выставляют по заказу, который отправлен на решение или подтверждён.',
    'documents.order_not_found': 'Такого заказа нет или он вам не виден.',
    'documents.pay_until_past': 'Срок оплаты {payUntilDate} уже прошёл.',
    'documents.payment_account_wrong': 'QR-код не напечатан: номер расчётного счёта не сходится с БИК.',
    'documents.payment_bank_wrong': 'QR-код не напечатан: проверьте БИК, название банка и корреспондентский счёт.',
    'documents.payment_inn_wrong': 'QR-код не напечатан: ИНН юрлица неверен.',
    'documents.payment_kpp_wrong': 'QR-код не напечатан: КПП юрлица неверен.',
    'documents.payment_name_too_long': 'QR-код не напечатан: название юрлица не помещается, больше {bytes} байт.',
    'documents.payment_no_separator': 'QR-код не напечатан: в реквизитах заняты все знаки-разделители.',
    'documents.payment_sum_wrong': 'QR-код не напечатан: сумма счёта должна быть больше нуля.',
    'documents.invoice_issued': 'Выставлен счёт № {number} на {totalMinor}',
    'documents.upd_issued': 'Выписан УПД № {number} на {totalMinor}',
  },
  en: {
    'documents.bad_date': 'There is no such day in the calendar: check the date.',
    'documents.exists': 'This paper has been issued already.',
    'documents.no_bank_account': 'The firm has no bank account. Add one in the settings and try again.',
    'documents.not_found': 'There is no such paper, or you do not see it.',
    'documents.nothing_to_bill': 'The order has no goods: there is nothing to bill.',
    'documents.order_not_agreed': 'A bill is made for an order that is sent for a decision or confirmed.',
    'documents.order_not_found': 'There is no such order, or you do not see it.',
    'documents.pay_until_past': 'The day to pay until, {payUntilDate}, has passed.',
    'documents.payment_account_wrong': 'No QR code is printed: the account number does not fit its BIK.',
    'documents.payment_bank_wrong':
      'No QR code is printed: check the BIK, the bank’s name and its correspondent account.',
    'documents.payment_inn_wrong': 'No QR code is printed: the firm’s INN is wrong.',
    'documents.payment_kpp_wrong': 'No QR code is printed: the firm’s KPP is wrong.',
    'documents.payment_name_too_long': 'No QR code is printed: the firm’s name does not fit, over {bytes} bytes.',
    'documents.payment_no_separator': 'No QR code is printed: the requisites take all the separators.',
    'documents.payment_sum_wrong': 'No QR code is printed: the sum of the bill must be above zero.',
    'documents.invoice_issued': 'Bill {number} issued for {totalMinor}',
    'documents.upd_issued': 'UPD {number} issued for {totalMinor}',
  },
});
