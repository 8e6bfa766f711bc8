// What a paper says, frozen on the day it was made: printing it again years later gives the same paper. Plain JSON:
// sums are strings of kopecks, prices of 1/10000 rouble, quantities of thousandths; '' means there is none.
import type { PlainDate } from '#kernel/plain-date.ts';

/** Who signs: the post, the surname with initials, and the order or power of attorney by which, if not by office. */
export type Signatory = { readonly position: string; readonly name: string; readonly basis: string };

/** A firm or a person as named on the paper. */
export type Party = {
  readonly name: string;
  readonly inn: string;
  readonly kpp: string;
  readonly address: string;
  readonly phone: string;
};

/** Our firm. For an entrepreneur `head` is the entrepreneur, with the OGRNIP and the day it was given. */
export type Seller = Party & {
  readonly kind: 'company' | 'sole_proprietor';
  readonly ogrnip: string;
  readonly ogrnipOn: PlainDate | '';
  readonly head: Signatory;
  readonly accountant: Signatory;
};

export type BankDetails = {
  readonly bankName: string;
  readonly bik: string;
  readonly correspondentAccount: string;
  readonly accountNumber: string;
};

/** The currency of all sums of a paper, by ОКВ: 'Российский рубль', '643'. */
export type PaperCurrency = { readonly name: string; readonly code: string };

/** Sums of a line or of a whole paper. `netMinor` + `vatMinor` = `grossMinor`, exactly. */
export type PaperSums = { readonly netMinor: string; readonly vatMinor: string; readonly grossMinor: string };

/** A line. `priceE4`: with VAT on a bill, without VAT on a УПД. `vatLabel`: '22 %', 'без НДС'. */
export type PaperLine = PaperSums & {
  readonly n: number;
  readonly code: string;
  readonly name: string;
  readonly okeiCode: string;
  readonly unit: string;
  readonly quantityMilli: string;
  readonly priceE4: string;
  readonly vatLabel: string;
};

/** Columns 12-14: a product under traceability, in the units it is traced by. */
export type Traced = {
  readonly unitCode: string;
  readonly unit: string;
  readonly quantityMilli: string;
  readonly netMinor: string;
};

export type UpdLine = PaperLine & {
  readonly kindCode: string;
  readonly countryCode: string;
  readonly countryName: string;
  readonly declaration: string;
  readonly traced: Traced | null;
};

/** What is charged at one rate. `vatMinor` is '' where no VAT is charged at all. */
export type VatOfRate = { readonly label: string; readonly vatMinor: string; readonly grossMinor: string };

/** Счёт на оплату: a bill to be paid; not a primary document. */
export type InvoiceSnapshot = {
  readonly number: string;
  readonly date: PlainDate;
  readonly seller: Seller;
  readonly bank: BankDetails;
  readonly buyer: Party;
  readonly basis: string;
  readonly currency: PaperCurrency;
  readonly lines: readonly PaperLine[];
  readonly totals: PaperSums;
  readonly vatByRate: readonly VatOfRate[];
  readonly payUntil: PlainDate | '';
  readonly conditions: readonly string[];
  /** The ST00012 text of the payment code, '' when the requisites do not allow one. */
  readonly paymentCode: string;
};

/** A document referred to: '' for what it has none of. */
export type Reference = { readonly name: string; readonly number: string; readonly date: PlainDate | '' };

/** Line 5б: the advance invoice this one settles, and its correction. */
export type AdvanceInvoice = {
  readonly number: string;
  readonly date: PlainDate;
  readonly correctionNumber: string;
  readonly correctionDate: PlainDate | '';
};

/** The shipment, fields [8]-[14], and its acceptance, fields [15]-[19], mostly filled in by hand. */
export type Transfer = {
  readonly basis: string;
  readonly cargo: string;
  readonly releasedBy: Signatory;
  readonly shippedOn: PlainDate | '';
  readonly shipmentNotes: string;
  readonly sellerResponsible: Signatory;
  readonly sellerEntity: string;
  readonly receivedBy: Signatory;
  readonly receivedOn: PlainDate | '';
  readonly receiptNotes: string;
  readonly buyerResponsible: Signatory;
  readonly buyerEntity: string;
};

/** УПД. Status 1: счёт-фактура and transfer document; status 2: transfer document only. */
export type UpdSnapshot = {
  readonly status: 1 | 2;
  readonly number: string;
  readonly date: PlainDate;
  readonly correctionNumber: string;
  readonly correctionDate: PlainDate | '';
  readonly seller: Seller;
  readonly buyer: Party;
  /** Lines 3 and 4: 'он же', a name with its address, or '' (services: dashes). */
  readonly shipper: string;
  readonly consignee: string;
  readonly payments: readonly Reference[];
  readonly shipmentDocuments: readonly Reference[];
  readonly advanceInvoices: readonly AdvanceInvoice[];
  readonly currency: PaperCurrency;
  readonly contractId: string;
  readonly lines: readonly UpdLine[];
  readonly totals: PaperSums;
  readonly transfer: Transfer;
};

/** Nobody named: the place is left for a pen. */
export const nobody: Signatory = { position: '', name: '', basis: '' };
