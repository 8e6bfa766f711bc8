/** What papers are made of, as it stands at the moment of issue; the snapshot freezes it. */
import { sql } from 'kysely';
import type { PlainDate } from '#kernel/plain-date.ts';
import { divRound } from '#kernel/rounding.ts';
import { type VatClass, type VatRegime, vatRateOn } from '#kernel/vat.ts';
import { countryOf } from '#modules/catalog/index.ts';
import type { Read } from '#platform/database.ts';
import type { ShippedLine } from './print/calculate.ts';
import { type BankDetails, nobody, type Party, type Seller, type Signatory } from './print/snapshot.ts';

export type PaperParties = {
  readonly accountId: string;
  readonly managerId: string | null;
  readonly legalEntityId: string;
  readonly numberPrefix: string;
  readonly vatRegime: VatRegime;
  readonly seller: Seller;
  readonly bank: BankDetails | null;
  readonly buyer: Party;
  readonly consignee: string;
};

export type PartiesRow = {
  accountId: string;
  managerId: string | null;
  legalEntityId: string;
  numberPrefix: string;
  vatRegime: VatRegime;
  sellerName: string;
  sellerFull: string;
  sellerInn: string;
  sellerKpp: string;
  sellerOgrn: string;
  sellerAddress: string;
  headPost: string;
  headName: string;
  accountantName: string;
  bank: BankDetails | null;
  buyerName: string;
  buyerFull: string;
  buyerInn: string;
  buyerKpp: string;
  buyerAddress: string;
  buyerPhone: string;
  siteAddress: string | null;
};

/** Both sides of an order's papers, in one statement; null when the org has no such order. */
export async function readParties(read: Read, orgId: string, orderId: string): Promise<PaperParties | null> {
  const { rows } = await sql<PartiesRow>`
    select o.account_id as "accountId", a.manager_id as "managerId", e.id as "legalEntityId",
      e.number_prefix as "numberPrefix", e.vat_regime as "vatRegime", e.name as "sellerName", e.full_name as "sellerFull",
      e.inn as "sellerInn", e.kpp as "sellerKpp", e.ogrn as "sellerOgrn", e.address as "sellerAddress",
      e.head_post as "headPost", e.head_name as "headName", e.accountant_name as "accountantName",
      (select json_build_object('bankName', b.bank_name, 'bik', b.bik, 'correspondentAccount', b.correspondent_account,
          'accountNumber', b.account_number)
        from legal_entity_bank b where b.org_id = ${orgId} and b.legal_entity_id = e.id
        order by b.is_default desc, b.id limit 1) as bank,
      a.name as "buyerName", a.full_name as "buyerFull", a.inn as "buyerInn", a.kpp as "buyerKpp",
      a.legal_address as "buyerAddress", a.phone as "buyerPhone", s.address as "siteAddress"
    from sales_order o
    join account a on a.org_id = ${orgId} and a.id = o.account_id
    join legal_entity e on e.org_id = ${orgId} and e.id = o.legal_entity_id
    left join site s on s.org_id = ${orgId} and s.id = o.site_id
    where o.org_id = ${orgId} and o.id = ${orderId}`.execute(read);
  const row = rows[0];
  return row === undefined ? null : partiesOf(row);
}

/** Both sides of the papers from what is kept of them. */
export function partiesOf(row: PartiesRow): PaperParties {
  const signs = (position: string, name: string): Signatory => (name === '' ? nobody : { position, name, basis: '' });
  const sole = row.sellerInn.length === 12;
  const buyer: Party = {
    name: row.buyerFull || row.buyerName,
    inn: row.buyerInn,
    kpp: row.buyerKpp,
    address: row.buyerAddress,
    phone: row.buyerPhone,
  };
  const { accountId, managerId, legalEntityId, numberPrefix, vatRegime, bank } = row;
  return {
    accountId,
    managerId,
    legalEntityId,
    numberPrefix,
    vatRegime,
    bank,
    buyer,
    consignee: [buyer.name, row.siteAddress ?? buyer.address].filter((part) => part !== '').join(', '),
    seller: {
      kind: sole ? 'sole_proprietor' : 'company',
      name: row.sellerFull || row.sellerName,
      inn: row.sellerInn,
      kpp: row.sellerKpp,
      address: row.sellerAddress,
      phone: '',
      ogrnip: sole ? row.sellerOgrn : '',
      ogrnipOn: '',
      head: signs(row.headPost, row.headName),
      accountant: signs('Главный бухгалтер', row.accountantName),
    },
  };
}

type GoodsRow = {
  code: string;
  name: string;
  okeiCode: string;
  unit: string;
  quantityMilli: string;
  grossMinor: string;
  countryCode: string;
  declaration: string;
};

const russia = '643';

/** Origin and declaration are told of goods made abroad only (decree 1137, columns 10-11). */
function goodsOf(row: GoodsRow): Omit<ShippedLine, 'vatBp'> {
  const imported = row.countryCode !== '' && row.countryCode !== russia;
  return {
    code: row.code,
    name: row.name,
    okeiCode: row.okeiCode,
    unit: row.unit,
    quantityMilli: BigInt(row.quantityMilli),
    grossMinor: BigInt(row.grossMinor),
    kindCode: '',
    countryCode: imported ? row.countryCode : '',
    countryName: imported ? (countryOf(row.countryCode)?.name ?? '') : '',
    declaration: imported ? row.declaration : '',
    traced: null,
  };
}

/** The lines of a shipment as a УПД names them; the VAT rate is the one frozen on the day of shipment. */
export async function readShippedLines(read: Read, orgId: string, shipmentId: string): Promise<ShippedLine[]> {
  const { rows } = await sql<GoodsRow & { vatBp: number | null }>`
    select p.code, p.name, p.okei_code as "okeiCode", p.unit, l.quantity_milli as "quantityMilli",
      l.sum_minor as "grossMinor", l.vat_bp as "vatBp", p.country_code as "countryCode", p.declaration
    from shipment_line l join product p on p.org_id = ${orgId} and p.id = l.product_id
    where l.org_id = ${orgId} and l.shipment_id = ${shipmentId} order by l.position`.execute(read);
  return rows.map((row) => ({ ...goodsOf(row), vatBp: row.vatBp }));
}

export type BillDay = { readonly date: PlainDate; readonly regime: VatRegime };

/**
 * The lines of an order as a счёт names them: what was ordered and not cancelled, VAT at the rate of the bill's day,
 * for goods paid for by it are shipped at that rate or a later one.
 */
export async function readOrderedLines(
  read: Read,
  orgId: string,
  asked: BillDay & { readonly orderId: string },
): Promise<ShippedLine[]> {
  const { rows } = await sql<GoodsRow & { cancelledMilli: string; vatClass: VatClass }>`
    select p.code, p.name, p.okei_code as "okeiCode", p.unit, l.quantity_milli as "quantityMilli",
      l.cancelled_milli as "cancelledMilli", l.sum_minor as "grossMinor", p.vat_class as "vatClass",
      p.country_code as "countryCode", p.declaration
    from order_line l join product p on p.org_id = ${orgId} and p.id = l.product_id
    where l.org_id = ${orgId} and l.order_id = ${asked.orderId} order by l.position, l.id`.execute(read);
  return rows.flatMap((row) => {
    const goods = goodsOf(row);
    const quantityMilli = goods.quantityMilli - BigInt(row.cancelledMilli);
    if (quantityMilli <= 0n) return [];
    const grossMinor = divRound(goods.grossMinor * quantityMilli, goods.quantityMilli);
    const vatBp = vatRateOn(row.vatClass, asked.date, asked.regime).bp;
    return [{ ...goods, quantityMilli, grossMinor, vatBp }];
  });
}

/** The numbers of the order's bills: by them its payer names it. */
export async function billNumbers(read: Read, orgId: string, orderId: string): Promise<string[]> {
  const { rows } = await sql<{ number: string }>`
    select d.number_text as number from document d
    where d.org_id = ${orgId} and d.order_id = ${orderId} and d.kind = 'invoice' order by d.number limit 100`.execute(
    read,
  );
  return rows.map((row) => row.number);
}
