import { withoutVat } from './calculate.ts';
import {
  breakable,
  dash,
  innKpp,
  longDate,
  orDash,
  paperPrice,
  paperQuantity,
  paperSum,
  printable,
  shortDate,
} from './figures.ts';
import type {
  AdvanceInvoice,
  Reference,
  Seller,
  Signatory,
  Traced,
  Transfer,
  UpdLine,
  UpdSnapshot,
} from './snapshot.ts';
import { updEditionOn } from './upd-edition.ts';

/** What `templates/upd.typ` prints: every figure and date already as it stands on the paper. */
export type UpdView = ReturnType<typeof updView>;

const none: Traced = { unitCode: '', unit: '', quantityMilli: '', netMinor: '' };

/** Makes the printed values of a УПД. */
export function updView(upd: UpdSnapshot) {
  const { seller, buyer, transfer } = upd;
  const edition = updEditionOn(upd.date);
  const traced = upd.lines.some((line) => line.traced !== null);
  const rows = upd.lines.map((line) => row(line, { traced, column14: edition.column14 !== null }));
  return {
    status: String(upd.status),
    edition,
    traced,
    number: printable(upd.number),
    date: longDate(upd.date),
    correctionNumber: orDash(printable(upd.correctionNumber)),
    correctionDate: orDash(longDate(upd.correctionDate)),
    seller: { name: printable(seller.name), address: orDash(printable(seller.address)), innKpp: innKpp(seller) },
    buyer: { name: printable(buyer.name), address: orDash(printable(buyer.address)), innKpp: innKpp(buyer) },
    shipper: orDash(printable(upd.shipper)),
    consignee: orDash(printable(upd.consignee)),
    payments: references(upd.payments),
    shipmentDocuments: references(upd.shipmentDocuments),
    advances: edition.line5b ? advances(upd.advanceInvoices) : '',
    currency: `${upd.currency.name}, ${upd.currency.code}`,
    contractId: orDash(printable(upd.contractId)),
    rows,
    // How many letters at most each cell has: the typesetter counts them ten times slower.
    lengths: rows.map((cells) => cells.map((cell) => [...cell].length)),
    totals: {
      net: paperSum(upd.totals.netMinor),
      vat: withoutVat(upd.lines) ? 'без НДС' : paperSum(upd.totals.vatMinor),
      gross: paperSum(upd.totals.grossMinor),
    },
    signatures: signatures(seller),
    transfer: transferView(transfer),
  };
}

function row(line: UpdLine, { traced, column14 }: { traced: boolean; column14: boolean }): string[] {
  return [
    breakable(orDash(printable(line.code)), 10),
    String(line.n),
    breakable(line.name, traced ? 18 : 24),
    breakable(orDash(line.kindCode), 5),
    orDash(line.okeiCode),
    breakable(orDash(line.unit), 7),
    paperQuantity(line.quantityMilli),
    paperPrice(line.priceE4),
    paperSum(line.netMinor),
    'без акциза',
    line.vatLabel,
    line.vatLabel === 'без НДС' ? line.vatLabel : paperSum(line.vatMinor),
    paperSum(line.grossMinor),
    orDash(line.countryCode),
    breakable(orDash(line.countryName), 10),
    breakable(orDash(line.declaration), traced ? 12 : 23),
    ...(traced ? tracedCells(line.traced ?? none, column14) : []),
  ];
}

function tracedCells({ unitCode, unit, quantityMilli, netMinor }: Traced, column14: boolean): string[] {
  const cells = [orDash(unitCode), orDash(unit), quantityMilli === '' ? dash : paperQuantity(quantityMilli)];
  if (!column14) return cells;
  return [...cells, netMinor === '' ? dash : paperSum(netMinor)];
}

function references(all: readonly Reference[]): string {
  if (all.length === 0) return `№ ${dash} от ${dash}`;
  return all
    .map(({ name, number, date }) => {
      const named = name === '' ? '' : `${printable(name)}, `;
      return `${named}№ ${orDash(printable(number))} от ${orDash(shortDate(date))}`;
    })
    .join('; ');
}

function advances(all: readonly AdvanceInvoice[]): string {
  const known = all.length > 0 ? all : [{ number: '', date: '', correctionNumber: '', correctionDate: '' }];
  return known
    .map(
      (one) =>
        `№ ${orDash(printable(one.number))} от ${orDash(shortDate(one.date))}, ` +
        `исправление № ${orDash(printable(one.correctionNumber))} от ${orDash(shortDate(one.correctionDate))}`,
    )
    .join('; ');
}

/** Who signs the счёт-фактура: the head and the accountant of a firm, or the entrepreneur alone. */
function signatures(seller: Seller) {
  const alone = seller.kind === 'sole_proprietor';
  return {
    head: alone ? '' : signed(seller.head),
    accountant: alone ? '' : signed(seller.accountant),
    entrepreneur: alone ? signed(seller.head) : '',
    ogrnip: alone ? [seller.ogrnip, shortDate(seller.ogrnipOn)].filter((text) => text !== '').join(', ') : '',
  };
}

function transferView(transfer: Transfer) {
  return {
    basis: orDash(printable(transfer.basis)),
    cargo: orDash(printable(transfer.cargo)),
    releasedBy: person(transfer.releasedBy),
    shippedOn: longDate(transfer.shippedOn),
    shipmentNotes: printable(transfer.shipmentNotes),
    sellerResponsible: person(transfer.sellerResponsible),
    sellerEntity: printable(transfer.sellerEntity),
    receivedBy: person(transfer.receivedBy),
    receivedOn: longDate(transfer.receivedOn),
    receiptNotes: printable(transfer.receiptNotes),
    buyerResponsible: person(transfer.buyerResponsible),
    buyerEntity: printable(transfer.buyerEntity),
  };
}

function person(signatory: Signatory) {
  return { position: printable(signatory.position), name: signed(signatory) };
}

function signed({ name, basis }: Signatory): string {
  return printable(basis === '' ? name : `${name} (${basis})`);
}
