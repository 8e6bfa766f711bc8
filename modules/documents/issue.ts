import { newId } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { ActContext } from '#platform/command.ts';
import { type PaperParties, readOrderedLines, readParties, readShippedLines } from './facts.ts';
import { invoiceLines, totalsOf, updLines, vatByRate } from './print/calculate.ts';
import { type PaymentCodeRefusal, paymentCode, paymentPurpose } from './print/payment-qr.ts';
import {
  type InvoiceSnapshot,
  nobody,
  type PaperCurrency,
  type Reference,
  type UpdSnapshot,
} from './print/snapshot.ts';
import { insertDocument, takeNumber } from './store.ts';

export type Issued = {
  readonly id: string;
  readonly numberText: string;
  readonly datedOn: PlainDate;
  readonly totalMinor: string;
};

const roubles: PaperCurrency = { name: 'Российский рубль', code: '643' };

export type UpdAsk = {
  readonly orderId: string;
  readonly orderNumber: number;
  readonly orderedOn: PlainDate;
  readonly shipmentId: string;
  readonly shippedOn: PlainDate;
  readonly cargo: string;
  /** Payment orders that paid the goods before they left: line 5. */
  readonly payments?: readonly Reference[];
};

/** Issues the УПД of a shipment on its day: status 1, or 2 where the seller is free of VAT. Four statements. */
export async function issueUpd(context: ActContext, ask: UpdAsk): Promise<Result<Issued>> {
  const parties = await readParties(context.tx, context.orgId, ask.orderId);
  if (parties === null) return refuse('documents.order_not_found');
  const shipped = await readShippedLines(context.tx, context.orgId, ask.shipmentId);
  const lines = updLines(shipped);
  const totals = totalsOf(lines);
  const paper = paperOf(
    { parties, kind: 'upd', datedOn: ask.shippedOn, orderId: ask.orderId, shipmentId: ask.shipmentId },
    totals,
  );
  const number = await takeNumber(context, paper);
  const snapshot = updOf({ parties, ask, lines, totals, number: number.numberText });
  await insertDocument(context, { ...paper, ...number }, snapshot);
  return ok(issuedOf(context, paper, number.numberText));
}

export type UpdParts = Pick<UpdSnapshot, 'lines' | 'totals' | 'number'> & {
  readonly parties: PaperParties;
  readonly ask: UpdAsk;
};

/** What a УПД says: pure, all of it is given. */
export function updOf({ parties, ask, lines, totals, number }: UpdParts): UpdSnapshot {
  const { seller, buyer } = parties;
  const entity = `${seller.name}, ИНН/КПП ${[seller.inn, seller.kpp].filter((part) => part !== '').join('/')}`;
  return {
    status: parties.vatRegime === 'usn_exempt' ? 2 : 1,
    number,
    date: ask.shippedOn,
    correctionNumber: '',
    correctionDate: '',
    seller,
    buyer,
    shipper: 'он же',
    consignee: parties.consignee,
    payments: ask.payments ?? [],
    shipmentDocuments: [{ name: 'Универсальный передаточный документ', number, date: ask.shippedOn }],
    advanceInvoices: [],
    currency: roubles,
    contractId: '',
    lines,
    totals,
    transfer: {
      basis: `Заказ № ${ask.orderNumber} от ${ask.orderedOn.split('-').reverse().join('.')}`,
      cargo: ask.cargo,
      releasedBy: seller.head,
      shippedOn: ask.shippedOn,
      shipmentNotes: '',
      sellerResponsible: seller.head,
      sellerEntity: entity,
      receivedBy: nobody,
      receivedOn: '',
      receiptNotes: '',
      buyerResponsible: nobody,
      buyerEntity: `${buyer.name}, ИНН/КПП ${[buyer.inn, buyer.kpp].filter((part) => part !== '').join('/')}`,
    },
  };
}

/** An issued счёт; `noCode`: why it has no payment code, null when it has one. */
export type IssuedBill = Issued & { readonly noCode: PaymentCodeRefusal | null };

export type InvoiceAsk = {
  readonly id?: string;
  readonly orderId: string;
  readonly orderNumber: number;
  readonly payUntil: PlainDate | '';
};

/** Issues a счёт на оплату for the whole order, with its payment code where the requisites allow one. */
export async function issueInvoice(context: ActContext, ask: InvoiceAsk): Promise<Result<IssuedBill>> {
  const parties = await readParties(context.tx, context.orgId, ask.orderId);
  if (parties === null) return refuse('documents.order_not_found');
  if (parties.bank === null) return refuse('documents.no_bank_account');
  const day = { orderId: ask.orderId, date: context.today, regime: parties.vatRegime };
  const lines = invoiceLines(await readOrderedLines(context.tx, context.orgId, day));
  if (lines.length === 0) return refuse('documents.nothing_to_bill');
  const totals = totalsOf(lines);
  const paper = paperOf(
    { parties, kind: 'invoice', datedOn: context.today, orderId: ask.orderId, shipmentId: null },
    totals,
  );
  const number = await takeNumber(context, paper);
  const { snapshot, noCode } = invoiceOf(parties, {
    date: context.today,
    number: number.numberText,
    lines,
    totals,
    ask,
  });
  await insertDocument(context, { ...paper, id: ask.id ?? paper.id, ...number }, snapshot);
  return ok({ ...issuedOf(context, { ...paper, id: ask.id ?? paper.id }, number.numberText), noCode });
}

export type InvoiceParts = Pick<InvoiceSnapshot, 'date' | 'number' | 'lines' | 'totals'> & { readonly ask: InvoiceAsk };

/** What a счёт на оплату says: pure, all of it is given. */
export type MadeInvoice = { readonly snapshot: InvoiceSnapshot; readonly noCode: PaymentCodeRefusal | null };

/** What a счёт says, and why it has no payment code, if it has none. Pure. */
export function invoiceOf(parties: PaperParties, { date, number, lines, totals, ask }: InvoiceParts): MadeInvoice {
  const bank = parties.bank ?? { bankName: '', bik: '', correspondentAccount: '', accountNumber: '' };
  const rates = vatByRate(lines);
  const { seller } = parties;
  const purpose = paymentPurpose({ number, date, totals, vatByRate: rates });
  const code = paymentCode({
    ...bank,
    name: seller.name,
    inn: seller.inn,
    kpp: seller.kpp,
    sumMinor: BigInt(totals.grossMinor),
    purpose,
  });
  const snapshot: InvoiceSnapshot = {
    number,
    date,
    seller,
    bank,
    buyer: parties.buyer,
    basis: `Заказ № ${ask.orderNumber}`,
    currency: roubles,
    lines,
    totals,
    vatByRate: rates,
    payUntil: ask.payUntil,
    conditions: [],
    paymentCode: code.ok ? code.value : '',
  };
  return { snapshot, noCode: code.ok ? null : code.code };
}

type PaperAsk = Readonly<{
  parties: PaperParties;
  kind: 'invoice' | 'upd';
  datedOn: PlainDate;
  orderId: string;
  shipmentId: string | null;
}>;

function paperOf({ parties, ...ask }: PaperAsk, totals: { grossMinor: string; vatMinor: string }) {
  const { accountId, legalEntityId, numberPrefix } = parties;
  return {
    ...ask,
    id: newId(),
    accountId,
    legalEntityId,
    numberPrefix,
    totalMinor: totals.grossMinor,
    vatMinor: totals.vatMinor,
  };
}

function issuedOf(context: ActContext, paper: ReturnType<typeof paperOf>, numberText: string): Issued {
  context.emit({
    name: paper.kind === 'upd' ? 'documents.upd_issued' : 'documents.invoice_issued',
    subject: { type: 'document', id: paper.id },
    accountId: paper.accountId,
    payload: { number: numberText, orderId: paper.orderId, totalMinor: paper.totalMinor },
  });
  return { id: paper.id, numberText, datedOn: paper.datedOn, totalMinor: paper.totalMinor };
}
