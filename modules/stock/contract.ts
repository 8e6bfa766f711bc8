/** All of stock that crosses the wire. */
import { Type } from '@sinclair/typebox';
import { Cursor, DateText, endpoint, Id, InstantText, Milli, Nullable, PageOf, Text } from '#platform/endpoint.ts';

const Positive = Type.String({ pattern: '^[1-9][0-9]{0,14}$', description: 'thousandths, more than zero' });
const Signed = Type.String({ pattern: '^-?[1-9][0-9]{0,14}$', description: 'thousandths, not zero' });

export const WarehouseView = Type.Object({ id: Id, code: Type.String(), name: Type.String(), address: Type.String(), isDefault: Type.Boolean() });

export const StockRow = Type.Object({
  productId: Id,
  code: Type.String(),
  name: Type.String(),
  unit: Type.String(),
  warehouseId: Id,
  warehouseCode: Type.String(),
  onHandMilli: Milli,
  reservedMilli: Milli,
  freeMilli: Milli,
  expectedMilli: Milli,
  expectedOn: Nullable(DateText),
  waitingMilli: Milli,
});

export const MovementRow = Type.Object({
  id: Id,
  kind: Type.String(),
  quantityMilli: Milli,
  warehouseCode: Type.String(),
  note: Type.String(),
  movedOn: DateText,
  recordedAt: InstantText,
  recordedBy: Nullable(Type.String()),
});

export const ArrivalRow = Type.Object({
  id: Id,
  productId: Id,
  code: Type.String(),
  name: Type.String(),
  warehouseId: Id,
  warehouseCode: Type.String(),
  quantityMilli: Milli,
  receivedMilli: Milli,
  expectedOn: DateText,
  reference: Type.String(),
  waitingOrders: Type.Integer(),
});

const Answer = Type.Object({ id: Id });

export const stock = {
  warehouses: endpoint('GET', '/warehouses', { summary: 'Warehouses', input: Type.Object({}), output: Type.Object({ rows: Type.Array(WarehouseView) }) }),
  saveWarehouse: endpoint('PUT', '/warehouses/:warehouseId', {
    summary: 'Make or change a warehouse',
    input: Type.Object({ warehouseId: Id, code: Text(20, 1), name: Text(200, 1), address: Text(500), isDefault: Type.Boolean() }),
    output: Answer,
  }),
  list: endpoint('GET', '/stock', {
    summary: 'On hand, reserved, free and expected by product and warehouse',
    input: Type.Object({
      q: Type.Optional(Text(100)),
      warehouseId: Type.Optional(Id),
      show: Type.Optional(Type.Union([Type.Literal('all'), Type.Literal('short'), Type.Literal('free')])),
      cursor: Cursor,
    }),
    output: PageOf(StockRow),
  }),
  movements: endpoint('GET', '/products/:productId/movements', {
    summary: "A product's movements, the latest first",
    input: Type.Object({ productId: Id, cursor: Cursor }),
    output: PageOf(MovementRow),
  }),
  arrivals: endpoint('GET', '/arrivals', {
    summary: 'Awaited goods, the nearest first',
    input: Type.Object({ productId: Type.Optional(Id), cursor: Cursor }),
    output: PageOf(ArrivalRow),
  }),
  expect: endpoint('POST', '/arrivals', {
    summary: 'Await goods until a day',
    input: Type.Object({ id: Id, productId: Id, warehouseId: Id, quantityMilli: Positive, expectedOn: DateText, reference: Text(100) }),
    output: Answer,
  }),
  move: endpoint('PATCH', '/arrivals/:arrivalId', {
    summary: 'The goods come on another day',
    input: Type.Object({ arrivalId: Id, expectedOn: DateText }),
    output: Answer,
  }),
  receive: endpoint('POST', '/arrivals/:arrivalId/receipts', {
    summary: 'Awaited goods came, in part or whole; waiting orders are filled',
    input: Type.Object({ arrivalId: Id, quantityMilli: Positive, close: Type.Boolean({ description: 'nothing more is awaited of it' }) }),
    output: Type.Object({ id: Id, filledOrders: Type.Integer() }),
  }),
  adjust: endpoint('POST', '/stock/adjustments', {
    summary: 'Correct what is on hand, with the reason',
    input: Type.Object({ id: Id, productId: Id, warehouseId: Id, quantityMilli: Signed, note: Text(500, 1) }),
    output: Answer,
  }),
};
