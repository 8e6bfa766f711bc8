import assert from 'node:assert/strict';
import { openStand, signIn } from './stand.ts';
import { goodsCount, putThirtyGoods } from './thirty-goods.ts';

// The whole way of an order through the screens, in Russian, by the people whose work it is.
const stand = await openStand(putThirtyGoods);
const anna = await stand.signedIn('anna');
const vera = await stand.signedIn('vera');
const sonya = await stand.signedIn('sonya');
const sheet = anna.getByRole('grid', { name: 'Строки заказа' });

stand.story('the bare address leads to the sign-in page, and after it to the day; a reload stays there', async () => {
  const page = await stand.visitor();
  await page.goto('/');
  await page.getByRole('heading', { level: 1, name: 'Вход' }).waitFor();
  await signIn(page, 'boris@kamerton.example');
  await page.getByRole('heading', { level: 1, name: 'Мой день' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Мой день' }).waitFor();
  await page.context().close();
});

stand.story('Anna finds the account', async () => {
  await anna.getByRole('link', { name: 'Клиенты' }).first().click();
  await anna.getByRole('searchbox', { name: 'Поиск' }).fill('Ромашка');
  await anna.getByRole('grid', { name: 'Клиенты' }).getByRole('link', { name: 'ООО «Ромашка»' }).click();
  await anna.getByRole('dialog').getByRole('link', { name: 'Открыть' }).click();
  await anna.getByRole('heading', { level: 1, name: 'ООО «Ромашка»' }).waitFor();
});

stand.story('she takes three lines by the keyboard alone', async () => {
  await anna.keyboard.press('g');
  await anna.keyboard.press('n');
  await anna.getByRole('heading', { level: 1, name: 'Новый заказ' }).waitFor();
  // Typed and sent at once: the account is found by what was typed, not by what was listed before it.
  await anna.getByRole('option').first().waitFor();
  await anna.keyboard.type('Ромаш');
  await anna.keyboard.press('Enter');
  await anna.getByRole('heading', { level: 1, name: /^Заказ № \d+$/ }).waitFor();
  await anna.getByRole('main').getByRole('link', { name: 'ООО «Ромашка»' }).waitFor();
  for (const code of ['G-01', 'G-02', 'G-03']) {
    await anna.getByRole('textbox', { name: 'Добавить товар' }).pressSequentially(code, { delay: 60 });
    await anna.getByRole('option', { name: code }).waitFor();
    await anna.keyboard.press('Enter');
    await sheet.getByRole('textbox', { name: `Количество, ${code}` }).pressSequentially('10', { delay: 60 });
    await anna.keyboard.press('Enter');
    await sheet.getByRole('row', { name: new RegExp(`${code} .*10 шт`) }).waitFor();
  }
  assert.equal(await sheet.getByRole('row', { name: /G-0[123]/ }).count(), 3);
});

stand.story('pastes the other twenty-seven from a table, and gives 5 % on one: it goes under its floor', async () => {
  const codes = Array.from({ length: goodsCount - 3 }, (_value, at) => `G-${String(at + 4).padStart(2, '0')}`);
  await anna.evaluate((text) => navigator.clipboard.writeText(text), codes.map((code) => `${code}\t10`).join('\n'));
  await anna.getByRole('textbox', { name: 'Добавить товар' }).press('Control+v');
  await anna.getByText('30 строк', { exact: true }).waitFor();
  const discount = sheet.getByRole('row', { name: /G-07/ }).getByRole('gridcell').nth(4);
  await discount.click();
  await anna.keyboard.type('5');
  await anna.keyboard.press('Enter');
  await anna
    .getByText('всё сохранено')
    .or(anna.getByText(/^сохранено/))
    .waitFor();
  const checks = anna.getByRole('list', { name: 'Проверки заказа' });
  await checks.getByText('Лимит превышен на 49 500 ₽').waitFor();
  await checks.getByText('Есть цены ниже минимальной').waitFor();
  await anna.getByText('299 500,00 ₽').first().waitFor();
});

stand.story('the order is held and routed, whole', async () => {
  await anna.getByRole('textbox', { name: 'Пояснение для решения' }).fill('Открывают новый салон');
  await anna.getByRole('button', { name: 'Отправить на решение' }).click();
  await anna.getByText('Заказ ждёт решения').waitFor();
});

stand.story('Vera, the head, decides both questions', async () => {
  await vera.reload();
  await vera
    .getByRole('link', { name: /^Решения/ })
    .first()
    .click();
  await vera.getByRole('heading', { level: 1, name: 'Решения' }).waitFor();
  const questions = vera.getByRole('grid', { name: 'Решения' });
  for (const kind of ['Кредит', 'Минимальная цена']) {
    await questions
      .getByRole('row', { name: new RegExp(kind) })
      .getByRole('link')
      .first()
      .click();
    await vera.getByRole('textbox', { name: /^Причина/ }).fill('Салон открывают, долгов нет');
    await vera.getByRole('button', { name: 'Да', exact: true }).click();
    await vera.getByText('Решение принято').first().waitFor();
    await vera
      .getByRole('link', { name: /^Решения/ })
      .first()
      .click();
  }
});

stand.story('Anna confirms what was allowed and hands it to support', async () => {
  await anna.reload();
  await anna.getByRole('button', { name: 'Подтвердить заказ' }).click();
  await anna.getByText('Подтверждён', { exact: true }).waitFor();
  await anna.getByRole('button', { name: 'Передать в сопровождение' }).click();
  await anna.getByText('В очереди').first().waitFor();
});

stand.story('Sonya of support takes it', async () => {
  await sonya.goto('/orders/support');
  await sonya.getByRole('grid', { name: 'Очередь сопровождения' }).getByRole('link').first().click();
  await sonya.getByRole('dialog').getByRole('link', { name: 'Открыть страницу' }).click();
  await sonya.getByRole('button', { name: 'Взять в работу' }).click();
  await sonya.getByRole('button', { name: 'Оформление завершено' }).waitFor();
});
