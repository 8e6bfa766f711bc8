import { defineTexts } from '#kernel/texts.ts';

/** Why an act was refused and what to do; what the timeline says. */
export const refusalTexts = defineTexts({
  ru: {
    'fulfilment.account_stopped': 'Отгрузки клиенту остановлены: {reason}. Снять остановку может финансист.',
    'fulfilment.already_delivered': 'Доставка уже отмечена.',
    'fulfilment.bad_date': 'Такого дня нет в календаре: проверьте дату.',
    'fulfilment.bad_delivery_day': 'День доставки — от {shippedOn} до сегодняшнего.',
    'fulfilment.changed_meanwhile': 'Заказ или отгрузку уже изменили. Обновите страницу и повторите.',
    'fulfilment.exists': 'Эта отгрузка уже проведена.',
    'fulfilment.line_not_found': 'Такой строки в заказе нет. Обновите страницу.',
    'fulfilment.line_twice': 'Одна строка указана дважды. Оставьте одну.',
    'fulfilment.not_paid':
      'Заказ по предоплате, а денег не хватает {shortMinor}: нужно {totalMinor}, свободно {paidMinor}. Отгрузите часть или дождитесь оплаты.',
    'fulfilment.not_reserved': 'В резерве {reservedMilli}, а отгружается {askedMilli}. Уменьшите количество.',
    'fulfilment.nothing_to_ship': 'Отгружать нечего: в резерве по заказу ничего нет.',
    'fulfilment.order_not_found': 'Такого заказа нет или он вам не виден.',
    'fulfilment.shipment_not_found': 'Такой отгрузки нет или она вам не видна.',
    'fulfilment.wrong_state': 'Отгружаются только подтверждённые заказы.',
    'fulfilment.shipped': 'Отгрузка № {number} на {totalMinor}, УПД {upd}, срок оплаты {dueOn}',
    'fulfilment.delivered': 'Отгрузка № {number} доставлена {deliveredOn}',
    'fulfilment.tracked': 'Отгрузка № {number}: перевозчик {carrier}, {tracking}',
  },
  en: {
    'fulfilment.account_stopped': 'Shipments to the account are stopped: {reason}. Finance can let it go on.',
    'fulfilment.already_delivered': 'The delivery is noted already.',
    'fulfilment.bad_date': 'There is no such day in the calendar: check the date.',
    'fulfilment.bad_delivery_day': 'The day of delivery is from {shippedOn} to today.',
    'fulfilment.changed_meanwhile': 'The order or the shipment was changed meanwhile. Refresh the page and try again.',
    'fulfilment.exists': 'This shipment has been made already.',
    'fulfilment.line_not_found': 'There is no such line in the order. Refresh the page.',
    'fulfilment.line_twice': 'One line stands twice. Leave one.',
    'fulfilment.not_paid':
      'The order is prepaid and {shortMinor} is missing: {totalMinor} needed, {paidMinor} free. Ship a part or wait for the payment.',
    'fulfilment.not_reserved': '{reservedMilli} is reserved, {askedMilli} was asked for. Make the quantity smaller.',
    'fulfilment.nothing_to_ship': 'There is nothing to ship: nothing is reserved for the order.',
    'fulfilment.order_not_found': 'There is no such order, or you do not see it.',
    'fulfilment.shipment_not_found': 'There is no such shipment, or you do not see it.',
    'fulfilment.wrong_state': 'Only confirmed orders are shipped.',
    'fulfilment.shipped': 'Shipment {number} of {totalMinor}, UPD {upd}, due on {dueOn}',
    'fulfilment.delivered': 'Shipment {number} delivered on {deliveredOn}',
    'fulfilment.tracked': 'Shipment {number}: carrier {carrier}, {tracking}',
  },
});
