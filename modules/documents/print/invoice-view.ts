import { withoutVat } from './calculate.ts';
import { breakable, longDate, paperPrice, paperQuantity, paperSum, printable, shortDate } from './figures.ts';
import { qrSymbol } from './payment-qr.ts';
import type { InvoiceSnapshot, PaperLine, Party, Seller } from './snapshot.ts';
import { itemsLine, sumInWords } from './words.ts';

/** What `templates/invoice.typ` prints: every figure and date already as it stands on the paper. */
export type InvoiceView = ReturnType<typeof invoiceView>;

/** Makes the printed values of a bill. */
export function invoiceView(invoice: InvoiceSnapshot) {
  const { seller, bank, buyer, lines, totals } = invoice;
  return {
    number: printable(invoice.number),
    date: longDate(invoice.date),
    bank: {
      name: printable(bank.bankName),
      bik: bank.bik,
      correspondentAccount: bank.correspondentAccount,
      account: bank.accountNumber,
      payee: printable(seller.name),
      inn: seller.inn,
      kpp: seller.kpp,
    },
    seller: partyLine(seller),
    buyer: partyLine(buyer),
    basis: printable(invoice.basis),
    rows: lines.map(row),
    totals: [
      ['Итого:', paperSum(totals.grossMinor)],
      ...vatRows(invoice),
      ['Всего к оплате:', paperSum(totals.grossMinor)],
    ],
    items: itemsLine(lines.length, BigInt(totals.grossMinor)),
    words: sumInWords(BigInt(totals.grossMinor)),
    payUntil: shortDate(invoice.payUntil),
    conditions: invoice.conditions.map(printable),
    signatures: signatures(seller),
    code: invoice.paymentCode === '' ? '' : codePicture(invoice.paymentCode),
  };
}

function row(line: PaperLine): string[] {
  return [
    String(line.n),
    breakable(line.code, 12),
    breakable(line.name, 30),
    paperQuantity(line.quantityMilli),
    breakable(line.unit, 6),
    paperPrice(line.priceE4),
    line.vatLabel,
    paperSum(line.grossMinor),
  ];
}

/** VAT within the total by rate, then what is free of it; a bill without any VAT says so instead. */
function vatRows({ lines, vatByRate }: InvoiceSnapshot): [string, string][] {
  if (withoutVat(lines)) return [['Без налога (НДС):', '–']];
  const taxed = vatByRate.filter(({ vatMinor }) => vatMinor !== '');
  const free = vatByRate.filter(({ vatMinor }) => vatMinor === '');
  return [
    ...taxed.map(({ label, vatMinor }): [string, string] => [`В том числе НДС ${label}:`, paperSum(vatMinor)]),
    ...free.map(({ grossMinor }): [string, string] => ['Не облагается НДС, на сумму:', paperSum(grossMinor)]),
  ];
}

function partyLine({ name, inn, kpp, address, phone }: Party): string {
  const parts = [name, inn && `ИНН ${inn}`, kpp && `КПП ${kpp}`, address, phone && `тел.: ${phone}`];
  return parts.map(printable).filter(Boolean).join(', ');
}

function signatures(seller: Seller): { post: string; name: string }[] {
  const head = printable(seller.head.name);
  if (seller.kind === 'sole_proprietor') return [{ post: 'Предприниматель', name: head }];
  return [
    { post: printable(seller.head.position) || 'Руководитель', name: head },
    { post: printable(seller.accountant.position) || 'Бухгалтер', name: printable(seller.accountant.name) },
  ];
}

/** The payment code as a picture, with the quiet zone of four squares a scanner needs. */
function codePicture(text: string): string {
  const { size, path } = qrSymbol(text);
  const side = size + 8;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 ${side} ${side}"><path d="${path}"/></svg>`;
}
