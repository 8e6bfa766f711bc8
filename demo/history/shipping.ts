/** Goods of the past leaving: sums of a shipment, its due day, its УПД with all it says. */
import { addDays } from '#kernel/plain-date.ts';
import { type PaperParties, partiesOf, type ShippedLine, totalsOf, updLines, updOf } from '#modules/documents/index.ts';
import { decideShip, dueOn, type ShipLine } from '#modules/fulfilment/rules.ts';
import type { OrderLine } from '#modules/orders/index.ts';
import { dice } from '../dice.ts';
import type { Product } from '../goods/products.ts';
import { demoId } from '../ids.ts';
import type { Part, Sale } from './sale.ts';

/** A part of an order that left, with what the books know of it. */
export type Shipped = {
  readonly sale: Sale;
  readonly part: Part;
  readonly orderNumber: number;
  readonly lines: readonly (ShipLine & { readonly product: Product })[];
  readonly totalMinor: bigint;
  readonly vatMinor: bigint;
  readonly costMinor: bigint;
  readonly dueOn: string;
  readonly carrier: string;
  readonly tracking: string;
};

const carriers = [
  'Самовывоз',
  'ТК «Быстрый Гусь»',
  'ТК «Северный Олень Карго»',
  'Своя доставка',
  'ТК «Метр в секунду»',
] as const;

/** The shipments of a sale, by the rule that ships today; the VAT is that of the day they left. */
export function shippedOf(sale: Sale, orderNumber: number): Shipped[] {
  const products = new Map(sale.lines.map((line) => [line.id, line.product]));
  return sale.parts.map((part) => {
    const decided = decideShip({ state: 'confirmed' }, sale.lines.map(promised), {
      rows: part.rows,
      vat: {
        date: part.day,
        regime: sale.client.firm.regime,
        classOf: (id) => sale.lines.find((line) => line.product.id === id)?.product.vat ?? 'standard',
      },
    });
    if (!decided.ok) throw new Error(`the demo company ships what it may not: ${decided.code}`);
    const lines = decided.value.flatMap((line) => {
      const product = products.get(line.line.id);
      return product === undefined ? [] : [{ ...line, product }];
    });
    const total = (pick: (line: ShipLine) => bigint): bigint => lines.reduce((sum, line) => sum + pick(line), 0n);
    return {
      sale,
      part,
      orderNumber,
      lines,
      totalMinor: total((line) => line.sumMinor),
      vatMinor: total((line) => line.vatMinor),
      costMinor: total((line) => line.costMinor),
      dueOn: dueDay(sale, part),
      ...wayOf(part),
    };
  });
}

/** Each line is promised whole and leaves once. */
function promised(line: Sale['lines'][number]): OrderLine {
  const { priced } = line;
  return {
    ...priced,
    id: line.id,
    position: line.position,
    quantityMilli: line.quantityMilli,
    reservedMilli: line.quantityMilli,
    shippedMilli: 0n,
    cancelledMilli: 0n,
    expectedOn: null,
  };
}

function dueDay({ client }: Sale, { day }: Part): string {
  const due = dueOn(client, day);
  // Years without a production calendar: banking days are about seven of five.
  return due.ok ? due.value : addDays(day, Math.ceil((client.deferralDays * 7) / 5));
}

function wayOf({ id }: Part): Pick<Shipped, 'carrier' | 'tracking'> {
  const chance = dice('way', id);
  const carrier = chance.pick(carriers);
  return { carrier, tracking: carrier.startsWith('ТК') ? `DEMO-${chance.int(100_000, 999_999)}` : '' };
}

/** Both sides of a sale's papers, as they were. */
export function partiesOfSale({ client, siteAddress }: Sale, managerId: string | null): PaperParties {
  const { firm } = client;
  const [own] = firm.banks;
  return partiesOf({
    accountId: client.id,
    managerId,
    legalEntityId: firm.id,
    numberPrefix: firm.prefix,
    vatRegime: firm.regime,
    sellerName: firm.name,
    sellerFull: firm.fullName,
    sellerInn: firm.inn,
    sellerKpp: firm.kpp,
    sellerOgrn: firm.ogrn,
    sellerAddress: firm.address,
    headPost: 'Генеральный директор',
    headName: firm.head,
    accountantName: firm.accountant,
    bank:
      own === undefined
        ? null
        : {
            bankName: own.bank.name,
            bik: own.bank.bik,
            correspondentAccount: own.bank.correspondent,
            accountNumber: own.number,
          },
    buyerName: client.name,
    buyerFull: client.fullName,
    buyerInn: client.inn,
    buyerKpp: client.kpp,
    buyerAddress: client.address,
    buyerPhone: '',
    siteAddress,
  });
}

export const documentId = ({ part }: Shipped): string => demoId('upd', part.id, part.atMs);

const paperLine = ({ product, quantityMilli, sumMinor, vatBp }: Shipped['lines'][number]): ShippedLine => ({
  code: product.code,
  name: product.name,
  okeiCode: product.okei,
  unit: product.unit,
  quantityMilli,
  grossMinor: sumMinor,
  vatBp,
  countryCode: product.country,
  declaration: product.declaration,
  kindCode: '',
  countryName: '',
  traced: null,
});

/** What the УПД of a shipment says. */
export function snapshotOf(shipped: Shipped, number: string, managerId: string | null) {
  const { sale, part, orderNumber, carrier, tracking } = shipped;
  const lines = updLines(shipped.lines.map(paperLine));
  const cargo = [carrier, tracking].filter((one) => one !== '').join(', ');
  return updOf({
    parties: partiesOfSale(sale, managerId),
    ask: { orderId: sale.id, orderNumber, orderedOn: sale.day, shipmentId: part.id, shippedOn: part.day, cargo },
    lines,
    totals: totalsOf(lines),
    number,
  });
}
