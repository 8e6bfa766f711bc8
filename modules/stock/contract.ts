/** All of stock that crosses the wire. Values are as in platform/endpoint.ts. */
import { type Static, Type } from '@sinclair/typebox';
import {
  Closed,
  Cursor,
  DateText,
  endpoint,
  FileForm,
  Id,
  InstantText,
  Milli,
  Nullable,
  PageOf,
  Text,
  Version,
} from '#platform/endpoint.ts';

const Positive = Type.String({ pattern: '^[1-9][0-9]{0,12}$', description: 'thousandths, more than zero' });
const Signed = Type.String({ pattern: '^-?[1-9][0-9]{0,12}$', description: 'thousandths, not zero' });

export const WarehouseView = Type.Object({
  id: Id,
  code: Type.String(),
  name: Type.String(),
  address: Type.String(),
  isDefault: Type.Boolean(),
  version: Version,
});

const level = {
  onHandMilli: Milli,
  reservedMilli: Milli,
  freeMilli: Milli,
  expectedMilli: Milli,
  expectedOn: Nullable(DateText),
  /** Ordered, confirmed and without a promise: of all accounts, as what is reserved is. */
  waitingMilli: Milli,
};

export const StockRow = Type.Object({
  productId: Id,
  code: Type.String(),
  name: Type.String(),
  unit: Type.String(),
  warehouseId: Id,
  warehouseCode: Type.String(),
  ...level,
});
export type StockListRow = Static<typeof StockRow>;

export const MovementRow = Type.Object({
  id: Id,
  kind: Type.String({ description: 'opening, arrival, shipment, return, adjustment, count' }),
  quantityMilli: Milli,
  warehouseCode: Type.String(),
  note: Type.String(),
  /** What goods left with, where the person may see it: of other accounts it is not named. */
  shipment: Nullable(Type.Object({ id: Id, number: Type.Integer() })),
  movedOn: DateText,
  recordedAt: InstantText,
  recordedBy: Nullable(Type.String()),
});

export const ArrivalRow = Type.Object({
  id: Id,
  productId: Id,
  code: Type.String(),
  name: Type.String(),
  unit: Type.String(),
  warehouseId: Id,
  warehouseCode: Type.String(),
  quantityMilli: Milli,
  receivedMilli: Milli,
  openMilli: Milli,
  expectedOn: DateText,
  reference: Type.String(),
  closed: Type.Boolean(),
  waitingOrders: Type.Integer({ description: 'orders that wait for the product in the warehouse' }),
  waitingMilli: Milli,
});
export type ArrivalListRow = Static<typeof ArrivalRow>;

export const ReservationRow = Type.Object({
  orderId: Id,
  lineId: Id,
  orderNumber: Type.Integer(),
  accountId: Id,
  accountName: Type.String(),
  productId: Id,
  code: Type.String(),
  name: Type.String(),
  unit: Type.String(),
  warehouseCode: Type.String(),
  quantityMilli: Milli,
  /** Null: until it is shipped or taken back. */
  expiresAt: Nullable(InstantText),
});
export type ReservationListRow = Static<typeof ReservationRow>;

/** Where a product is, what comes, and to whom it is promised. */
export const ProductStock = Type.Object({
  productId: Id,
  code: Type.String(),
  name: Type.String(),
  unit: Type.String(),
  places: Type.Array(
    Type.Object({ warehouseId: Id, warehouseCode: Type.String(), warehouseName: Type.String(), ...level }),
  ),
  arrivals: Type.Array(
    Type.Object({
      id: Id,
      warehouseCode: Type.String(),
      openMilli: Milli,
      expectedOn: DateText,
      reference: Type.String(),
    }),
  ),
  /** Promises to accounts that the person sees; the rest is one figure. */
  promises: Type.Array(
    Type.Object({
      orderId: Id,
      orderNumber: Type.Integer(),
      accountName: Type.String(),
      warehouseCode: Type.String(),
      quantityMilli: Milli,
      expiresAt: Nullable(InstantText),
    }),
  ),
  otherPromisesMilli: Milli,
  /** Orders that wait, the first to be filled first: of accounts that the person sees; the rest is one figure. */
  waits: Type.Array(
    Type.Object({
      orderId: Id,
      orderNumber: Type.Integer(),
      accountName: Type.String(),
      warehouseCode: Type.String(),
      quantityMilli: Milli,
      expectedOn: Nullable(DateText),
    }),
  ),
  otherWaitsMilli: Milli,
  closed: Type.Object({ change: Closed }),
});
export type ProductStockView = Static<typeof ProductStock>;

const Answer = Type.Object({ id: Id });
const Filled = Type.Object({ id: Id, filledOrders: Type.Integer({ description: 'waiting orders that got goods' }) });
const Arrival = { arrivalId: Id };

const filters = {
  q: Type.Optional(Text(100)),
  warehouseId: Type.Optional(Id),
  show: Type.Optional(Type.Union([Type.Literal('all'), Type.Literal('short'), Type.Literal('free')])),
};

export const stock = {
  warehouses: endpoint('GET', '/warehouses', {
    summary: 'Warehouses, the default first',
    input: Type.Object({}),
    output: Type.Object({ rows: Type.Array(WarehouseView) }),
  }),
  saveWarehouse: endpoint('PUT', '/warehouses/:warehouseId', {
    summary: 'Make a warehouse, or change one that was read at `version`',
    input: Type.Object({
      warehouseId: Id,
      code: Text(20, 1),
      name: Text(200, 1),
      address: Text(500),
      isDefault: Type.Boolean(),
      version: Type.Optional(Version),
    }),
    output: Answer,
  }),
  list: endpoint('GET', '/stock', {
    summary: 'On hand, reserved, free and expected by product and warehouse',
    input: Type.Object({ ...filters, cursor: Cursor }),
    output: PageOf(StockRow),
  }),
  file: endpoint('GET', '/stock/file', {
    summary: 'The list of stock as a file',
    input: Type.Object({ ...filters, form: FileForm }),
    output: Type.Any(),
  }),
  reservations: endpoint('GET', '/reservations', {
    summary: 'Goods promised to orders, those whose time ends first on top',
    input: Type.Object({
      q: Type.Optional(Text(100)),
      warehouseId: Type.Optional(Id),
      productId: Type.Optional(Id),
      accountId: Type.Optional(Id),
      show: Type.Optional(Type.Union([Type.Literal('all'), Type.Literal('ending')])),
      cursor: Cursor,
    }),
    output: PageOf(ReservationRow),
  }),
  ofProduct: endpoint('GET', '/products/:productId/stock', {
    summary: 'Where a product is, what comes, to whom it is promised',
    input: Type.Object({ productId: Id }),
    output: ProductStock,
  }),
  movements: endpoint('GET', '/products/:productId/movements', {
    summary: "A product's movements, the latest first",
    input: Type.Object({ productId: Id, cursor: Cursor }),
    output: PageOf(MovementRow),
  }),
  arrivals: endpoint('GET', '/arrivals', {
    summary: 'Awaited goods, the nearest first; or those that came, the latest first',
    input: Type.Object({
      q: Type.Optional(Text(100)),
      warehouseId: Type.Optional(Id),
      productId: Type.Optional(Id),
      show: Type.Optional(
        Type.Union([Type.Literal('open'), Type.Literal('late'), Type.Literal('waited'), Type.Literal('closed')]),
      ),
      cursor: Cursor,
    }),
    output: PageOf(ArrivalRow),
  }),
  expect: endpoint('POST', '/arrivals', {
    summary: 'Await goods on a day',
    input: Type.Object({
      id: Id,
      productId: Id,
      warehouseId: Id,
      quantityMilli: Positive,
      expectedOn: DateText,
      reference: Text(100),
    }),
    output: Answer,
  }),
  move: endpoint('PATCH', '/arrivals/:arrivalId', {
    summary: 'The goods come on another day; orders that wait get the new day',
    input: Type.Object({ ...Arrival, expectedOn: DateText }),
    output: Answer,
  }),
  receive: endpoint('POST', '/arrivals/:arrivalId/receipts', {
    summary: 'Awaited goods came, in part or whole; waiting orders are filled',
    input: Type.Object({
      ...Arrival,
      quantityMilli: Positive,
      close: Type.Boolean({ description: 'nothing more is awaited of it' }),
    }),
    output: Filled,
  }),
  giveUp: endpoint('POST', '/arrivals/:arrivalId/closing', {
    summary: 'The rest of an arrival does not come, with the reason',
    input: Type.Object({ ...Arrival, reason: Text(500, 1) }),
    output: Answer,
  }),
  adjust: endpoint('POST', '/stock/adjustments', {
    summary: 'Correct what is on hand, with the reason; waiting orders are filled',
    input: Type.Object({ id: Id, productId: Id, warehouseId: Id, quantityMilli: Signed, note: Text(500, 1) }),
    output: Filled,
  }),
};
