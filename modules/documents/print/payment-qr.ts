// The payment code of a bill: a text by ГОСТ Р 56042-2014 (format ST00012, UTF-8) that a bank's application reads
// from a QR symbol. Design: formats, part 8.

import QRCode from 'qrcode';
import { minorText } from '#kernel/money.ts';
import {
  accountNumberProblem,
  bikProblem,
  correspondentAccountProblem,
  innProblem,
  kppProblem,
} from '#kernel/requisites.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { printable, shortDate } from './figures.ts';
import type { BankDetails, InvoiceSnapshot } from './snapshot.ts';

/** What a payer's bank fills its order with. `sumMinor` is in kopecks; '' for an INN or a KPP there is none of. */
export type PaymentOrder = BankDetails & {
  readonly name: string;
  readonly inn: string;
  readonly kpp: string;
  readonly sumMinor: bigint;
  readonly purpose: string;
};

export type PaymentCodeRefusal =
  | 'documents.payment_account_wrong'
  | 'documents.payment_bank_wrong'
  | 'documents.payment_inn_wrong'
  | 'documents.payment_kpp_wrong'
  | 'documents.payment_name_too_long'
  | 'documents.payment_sum_wrong'
  | 'documents.payment_no_separator';

/** The squares of a QR symbol: `size` in a row, and an SVG path of the dark ones in units of a square. */
export type QrSymbol = { readonly size: number; readonly path: string };

const header = 'ST00012';
const separators = ['|', '#', ';', ':', '^', '_', '~', '{', '}'];
const mostMandatoryBytes = 300;
const most = { name: 160, bankName: 45, purpose: 210 };
// A bank is found by its BIK; its name may be cut to save bytes, but not to nothing.
const leastBankName = 8;
// Long names of legal forms: their short ones are as good to a bank and save a third of the mandatory block.
const legalForms: readonly [RegExp, string][] = [
  [/общество с ограниченной ответственностью/iu, 'ООО'],
  [/публичное акционерное общество/iu, 'ПАО'],
  [/непубличное акционерное общество/iu, 'НАО'],
  [/акционерное общество/iu, 'АО'],
  [/индивидуальный предприниматель/iu, 'ИП'],
];

/**
 * The text of a payment code. The purpose and the bank's name are cut to the format's lengths, at whole words where
 * possible; legal forms are shortened when the mandatory block would pass 300 bytes. Refuses requisites that are wrong
 * by form or control digit, a sum that is not above zero, and a payee's name that does not fit.
 */
export function paymentCode(order: PaymentOrder): Result<string, PaymentCodeRefusal> {
  const wrong = problem(order);
  if (wrong !== null) return refuse(wrong);

  const block = mandatoryBlock(order);
  if (block === null) return refuse('documents.payment_name_too_long', { bytes: mostMandatoryBytes });

  const purpose = cut(printable(order.purpose), most.purpose);
  const fields: [string, string][] = [
    ...block,
    ['Sum', String(order.sumMinor)],
    ['Purpose', purpose],
    ['PayeeINN', order.inn],
    ['KPP', order.kpp],
  ];
  const said = fields.filter(([, value]) => value !== '');
  const separator = separators.find((mark) => said.every(([, value]) => !value.includes(mark)));
  if (separator === undefined) return refuse('documents.payment_no_separator');
  return ok(written(said, separator));
}

/** The purpose of paying a bill: its number and date, by which the payment is matched, then VAT. */
export function paymentPurpose(invoice: Pick<InvoiceSnapshot, 'number' | 'date' | 'totals' | 'vatByRate'>): string {
  const vat = invoice.vatByRate.some(({ vatMinor }) => vatMinor !== '')
    ? `в т.ч. НДС ${minorText(BigInt(invoice.totals.vatMinor)).replace('.', '-')}`
    : 'НДС не облагается';
  return `Оплата по счёту № ${invoice.number} от ${shortDate(invoice.date)}, ${vat}`;
}

/** The QR symbol of a text: UTF-8 bytes, error level M. Throws when the text is over what a symbol holds. */
export function qrSymbol(text: string): QrSymbol {
  const bytes = new TextEncoder().encode(text);
  const { modules } = QRCode.create([{ data: bytes, mode: 'byte' }], { errorCorrectionLevel: 'M' });
  return { size: modules.size, path: darkPath(modules.size, (row, column) => modules.get(row, column) === 1) };
}

function problem(order: PaymentOrder): PaymentCodeRefusal | null {
  const { accountNumber, bik, correspondentAccount, inn, kpp, sumMinor } = order;
  if (bikProblem(bik) !== null || printable(order.bankName) === '') return 'documents.payment_bank_wrong';
  if (accountNumberProblem(accountNumber, bik) !== null) return 'documents.payment_account_wrong';
  // Units of the Bank of Russia have no correspondent account: the format has 0 for it.
  if (correspondentAccount !== '' && correspondentAccountProblem(correspondentAccount, bik) !== null)
    return 'documents.payment_bank_wrong';
  if (inn !== '' && innProblem(inn) !== null) return 'documents.payment_inn_wrong';
  if (kpp !== '' && kppProblem(kpp) !== null) return 'documents.payment_kpp_wrong';
  if (sumMinor <= 0n || String(sumMinor).length > 18) return 'documents.payment_sum_wrong';
  return null;
}

/** The five mandatory fields in the order of the format, or null when the payee's name leaves no room for them. */
function mandatoryBlock(order: PaymentOrder): [string, string][] | null {
  const full = printable(order.name);
  const bank = cut(printable(order.bankName), most.bankName);
  const block = (name: string, bankName: string): [string, string][] => [
    ['Name', name],
    ['PersonalAcc', order.accountNumber],
    ['BankName', bankName],
    ['BIC', order.bik],
    ['CorrespAcc', order.correspondentAccount === '' ? '0' : order.correspondentAccount],
  ];
  const short = shortened(full);
  const fits = (name: string, bankName: string) =>
    name !== '' && name.length <= most.name && byteLength(written(block(name, bankName), '|')) <= mostMandatoryBytes;

  if (fits(full, bank)) return block(full, bank);
  for (let length = most.bankName; length >= leastBankName; length -= 1) {
    const less = cut(bank, length);
    if (fits(short, less)) return block(short, less);
  }
  return null;
}

function shortened(name: string): string {
  const [form, short] = legalForms.find(([long]) => long.test(name)) ?? [null, ''];
  return form === null ? name : name.replace(form, short);
}

function written(fields: readonly [string, string][], separator: string): string {
  return [header, ...fields.map(([key, value]) => `${key}=${value}`)].join(separator);
}

/** The text within `length` characters, cut after a whole word if one ends in its last third. */
function cut(text: string, length: number): string {
  const characters = [...text];
  if (characters.length <= length) return text;
  const head = characters.slice(0, length).join('');
  const space = characters[length] === ' ' ? head.length : head.lastIndexOf(' ');
  return (space * 3 >= head.length * 2 ? head.slice(0, space) : head).trimEnd();
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** One rectangle for each run of dark squares in a row. */
function darkPath(size: number, dark: (row: number, column: number) => boolean): string {
  const across = Array.from({ length: size }, (_, at) => at);
  const runsOf = (row: number) => {
    const squares = across.map((column) => (dark(row, column) ? '#' : ' ')).join('');
    return [...squares.matchAll(/#+/g)].map(({ index, 0: run }) => `M${index} ${row}h${run.length}v1h-${run.length}z`);
  };
  return across.flatMap(runsOf).join('');
}
