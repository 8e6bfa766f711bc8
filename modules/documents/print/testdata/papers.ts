// Firms, goods and papers for the tests of printing. All names and requisites are made up; control digits hold.
import { invoiceLines, type ShippedLine, totalsOf, updLines, vatByRate } from '../calculate.ts';
import { paymentCode, paymentPurpose } from '../payment-qr.ts';
import {
  type BankDetails,
  type InvoiceSnapshot,
  nobody,
  type Party,
  type Seller,
  type UpdSnapshot,
} from '../snapshot.ts';

export const seller: Seller = {
  kind: 'company',
  name: 'Общество с ограниченной ответственностью «Камертон Трейд»',
  inn: '7700000016',
  kpp: '770001001',
  address: '115114, г. Москва, вн. тер. г. муниципальный округ Даниловский, ул. Летниковская, д. 10, стр. 4, помещ. 12',
  phone: '+7 495 000-00-01',
  ogrnip: '',
  ogrnipOn: '',
  head: { position: 'Генеральный директор', name: 'Соколова А. В.', basis: '' },
  accountant: { position: 'Главный бухгалтер', name: 'Беляев П. И.', basis: '' },
};

export const entrepreneur: Seller = {
  kind: 'sole_proprietor',
  name: 'Индивидуальный предприниматель Королёв Михаил Андреевич',
  inn: '500100732259',
  kpp: '',
  address: '141006, Московская область, г. Мытищи, Олимпийский проспект, д. 29, кв. 114',
  phone: '',
  ogrnip: '304500116000157',
  ogrnipOn: '2004-01-16',
  head: { position: 'Индивидуальный предприниматель', name: 'Королёв М. А.', basis: '' },
  accountant: nobody,
};

export const bank: BankDetails = {
  bankName: 'ПАО Сбербанк г. Москва',
  bik: '044525225',
  correspondentAccount: '30101810400000000225',
  accountNumber: '40702810938000000001',
};

export const buyer: Party = {
  name: 'АО «Северная Электротехника»',
  inn: '7827004526',
  kpp: '782701001',
  address: '190005, г. Санкт-Петербург, наб. Обводного канала, д. 118а, лит. А, офис 305',
  phone: '+7 812 000-00-02',
};

const goods: readonly [code: string, name: string, okei: string, unit: string][] = [
  ['KM-10482', 'Автоматический выключатель 3P C25 6 кА', '796', 'шт'],
  ['KM-20017', 'Кабель силовой ВВГнг(А)-LS 3×2,5 ок (N, PE) 0,66 кВ', '006', 'м'],
  ['4620031', 'Светильник светодиодный ДВО 36 Вт 4000 К IP40 595×595', '796', 'шт'],
  ['SET-7', 'Набор инструмента электромонтажника, 42 предмета, в кейсе', '839', 'компл'],
];

/** A shipped line: `n` chooses the goods and the sums, the rest may be set. */
export function shipped(n: number, facts: Partial<ShippedLine> = {}): ShippedLine {
  const [code, name, okeiCode, unit] = goods[n % goods.length] ?? ['', '', '', ''];
  const imported = n % 3 === 1;
  return {
    code,
    name,
    okeiCode,
    unit,
    quantityMilli: BigInt(1 + (n % 12)) * 1000n,
    grossMinor: 123_456n + BigInt(n) * 71_907n,
    vatBp: 2200,
    kindCode: '',
    countryCode: imported ? '156' : '',
    countryName: imported ? 'Китай' : '',
    declaration: imported ? '10702070/150826/3245678' : '',
    traced: null,
    ...facts,
  };
}

/** A УПД of given lines, status 1, of 21 November 2026. */
export function upd(lines: readonly ShippedLine[], facts: Partial<UpdSnapshot> = {}): UpdSnapshot {
  const known = updLines(lines);
  return {
    status: 1,
    number: '1542',
    date: '2026-11-21',
    correctionNumber: '',
    correctionDate: '',
    seller,
    buyer,
    shipper: 'он же',
    consignee: `${buyer.name}, ${buyer.address}`,
    payments: [],
    shipmentDocuments: [{ name: 'Универсальный передаточный документ', number: '1542', date: '2026-11-21' }],
    advanceInvoices: [],
    currency: { name: 'Российский рубль', code: '643' },
    contractId: '',
    lines: known,
    totals: totalsOf(known),
    transfer: {
      basis: 'Договор поставки № 14/26 от 01.02.2026, заказ № 2087 от 18.11.2026',
      cargo: 'Транспортная накладная № 1542 от 21.11.2026',
      releasedBy: { position: 'Заведующий складом', name: 'Орлов Д. С.', basis: 'доверенность № 7 от 12.01.2026' },
      shippedOn: '2026-11-21',
      shipmentNotes: '',
      sellerResponsible: { position: 'Генеральный директор', name: 'Соколова А. В.', basis: '' },
      sellerEntity: 'ООО «Камертон Трейд», ИНН/КПП 7700000016/770001001',
      receivedBy: nobody,
      receivedOn: '',
      receiptNotes: '',
      buyerResponsible: nobody,
      buyerEntity: 'АО «Северная Электротехника», ИНН/КПП 7827004526/782701001',
    },
    ...facts,
  };
}

/** A bill for given lines, of 21 November 2026, with its payment code. */
export function invoice(lines: readonly ShippedLine[], facts: Partial<InvoiceSnapshot> = {}): InvoiceSnapshot {
  const known = invoiceLines(lines);
  const bill: InvoiceSnapshot = {
    number: '1542',
    date: '2026-11-21',
    seller,
    bank,
    buyer,
    basis: 'Договор поставки № 14/26 от 01.02.2026, заказ № 2087',
    currency: { name: 'Российский рубль', code: '643' },
    lines: known,
    totals: totalsOf(known),
    vatByRate: vatByRate(known),
    payUntil: '2026-11-27',
    conditions: ['Товар отгружается после поступления оплаты на счёт поставщика.'],
    paymentCode: '',
    ...facts,
  };
  const { name, inn, kpp } = bill.seller;
  const sumMinor = BigInt(bill.totals.grossMinor);
  const code = paymentCode({ ...bill.bank, name, inn, kpp, sumMinor, purpose: paymentPurpose(bill) });
  return { ...bill, paymentCode: code.ok ? code.value : '' };
}
