import assert from 'node:assert/strict';
import { statement } from './business.ts';
import { paperBehind } from './pdf.ts';
import { openStand, signIn } from './stand.ts';
import { goodsCount, putThirtyGoods } from './thirty-goods.ts';

// The whole way of an order through the screens, in Russian, by the people whose work it is.
const stand = await openStand(putThirtyGoods);
const anna = await stand.signedIn('anna');
const vera = await stand.signedIn('vera');
const sonya = await stand.signedIn('sonya');
const fyodor = await stand.signedIn('fyodor');
/** Numbers of the papers, as the screens tell them. */
const papers = { invoice: '', first: '', second: '' };
const codes = Array.from({ length: goodsCount }, (_value, at) => `G-${String(at + 1).padStart(2, '0')}`);
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

stand.story('Anna finds the account; nothing was sold to it yet', async () => {
  await anna.getByRole('link', { name: 'Клиенты' }).first().click();
  await anna.getByRole('searchbox', { name: 'Поиск' }).fill('Ромашка');
  await anna.getByRole('grid', { name: 'Клиенты' }).getByRole('link', { name: 'ООО «Ромашка»' }).click();
  await anna.getByRole('dialog').getByRole('link', { name: 'Открыть' }).click();
  await anna.getByRole('heading', { level: 1, name: 'ООО «Ромашка»' }).waitFor();
  await anna.getByRole('tab', { name: 'Продажи' }).click();
  await anna.getByText('Продаж ещё не было').waitFor();
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
  const entry = anna.getByRole('textbox', { name: 'Добавить товар' });
  for (const code of ['G-01', 'G-02', 'G-03']) {
    // The empty order waits for goods, and after each line for the next one: no key is spent on the way there.
    await anna.waitForFunction((field) => field === document.activeElement, await entry.elementHandle());
    await anna.keyboard.type(code, { delay: 60 });
    await anna.getByRole('option', { name: code }).waitFor();
    await anna.keyboard.press('Enter');
    await sheet.getByRole('textbox', { name: `Количество, ${code}` }).pressSequentially('10', { delay: 60 });
    await anna.keyboard.press('Enter');
    await sheet.getByRole('row', { name: new RegExp(`${code} .*10 шт`) }).waitFor();
  }
  assert.equal(await sheet.getByRole('row', { name: /G-0[123]/ }).count(), 3);
});

stand.story('pastes the other twenty-seven from a table, and gives 5 % on one: it goes under its floor', async () => {
  const rest = codes.slice(3).map((code) => `${code}\t10`);
  await anna.evaluate((text) => navigator.clipboard.writeText(text), rest.join('\n'));
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

stand.story('she prints the счёт, and comes back to the order', async () => {
  await sonya.getByRole('button', { name: 'Выставить счёт' }).click();
  await sonya.getByRole('heading', { level: 1, name: /^Счёт № / }).waitFor();
  papers.invoice = await numberOfPaper();
  await sonya.getByTitle('Печатная форма').waitFor();
  const text = await paperBehind(sonya, sonya.getByRole('link', { name: 'Открыть в новой вкладке' }));
  assert.match(text, /Счет на оплату|Счёт на оплату/i);
  assert.match(text, /299 500,00/);
  assert.match(text, /Ромашка/);
  await sonya
    .getByRole('main')
    .getByRole('link', { name: /^заказ № \d+$/ })
    .click();
  await sonya.getByRole('heading', { level: 1, name: /^Заказ № \d+$/ }).waitFor();
});

stand.story('she ships the first fifteen lines; the order shows what is left; the УПД is printed', async () => {
  await sonya.getByRole('button', { name: 'Отгрузить' }).click();
  const dialog = sonya.getByRole('dialog', { name: /^Отгрузка по заказу/ });
  await dialog.getByText('Отгружается 30 строк из 30').waitFor();
  await dialog.getByRole('button', { name: 'Очистить' }).click();
  await dialog.getByText('Укажите, сколько отгрузить.').waitFor();
  await dialog.getByRole('textbox', { name: 'Количество G-01' }).fill('11');
  await dialog.getByText('По G-01 в резерве только 10.').waitFor();
  // What was typed is asked about before it goes.
  await sonya.keyboard.press('Escape');
  await sonya.getByRole('button', { name: 'Остаться' }).click();
  for (const code of codes.slice(0, 15)) await dialog.getByRole('textbox', { name: `Количество ${code}` }).fill('10');
  await dialog.getByText('Отгружается 15 строк из 30').waitFor();
  await dialog.getByRole('button', { name: 'Отгрузить и выписать УПД' }).click();
  papers.first = await shippedAndPrinted(/149 500,00/);
  await sonya.getByText('Отгружен частично').waitFor();
  await factOf('Отгружено', '149 500,00 ₽');
  await factOf('Осталось отгрузить', '150 000,00 ₽');
  const lines = sonya.getByRole('grid', { name: 'Строки заказа' });
  await lines.getByRole('row', { name: /G-01 .*отгружено 10/ }).waitFor();
  await lines.getByRole('row', { name: /G-16 .*в резерве 10/ }).waitFor();
});

stand.story('she ships the rest: nothing is left to ship, and both УПД stand by the order', async () => {
  await sonya.getByRole('button', { name: 'Отгрузить' }).click();
  const dialog = sonya.getByRole('dialog', { name: /^Отгрузка по заказу/ });
  await dialog.getByText('Отгружается 15 строк из 15').waitFor();
  await dialog.getByRole('button', { name: 'Отгрузить и выписать УПД' }).click();
  papers.second = await shippedAndPrinted(/150 000,00/);
  await sonya.getByText('Закрыт', { exact: true }).waitFor();
  assert.equal(await sonya.getByRole('button', { name: 'Отгрузить' }).count(), 0);
  await sonya.getByRole('tab', { name: 'Отгрузки и документы' }).click();
  const shipments = sonya.getByRole('grid', { name: 'Отгрузки' });
  const debts = sonya.getByRole('grid', { name: 'Открытые долги' });
  for (const [number, sum] of [
    [papers.first, '149 500,00 ₽'],
    [papers.second, '150 000,00 ₽'],
  ]) {
    await shipments.getByRole('row', { name: new RegExp(`${number} .*${sum}`) }).waitFor();
    await debts.getByRole('row', { name: new RegExp(`${number} .*${sum} ${sum}`) }).waitFor();
  }
  const invoice = sonya.getByRole('grid', { name: 'Документы' }).getByRole('row', { name: `Счёт № ${papers.invoice}` });
  assert.match(await paperBehind(sonya, invoice.getByRole('link', { name: /^PDF/ })), /299 500,00/);
});

stand.story('her work on the order is done', async () => {
  await sonya.getByRole('button', { name: 'Оформление завершено' }).click();
  await sonya.getByText('Оформлен', { exact: true }).waitFor();
});

stand.story(
  'Fyodor of finance loads a statement that pays a part by the number of the счёт: it is matched',
  async () => {
    await debtOfRomashka('299 500');
    await fyodor.getByRole('link', { name: 'Загрузить выписку' }).click();
    await loadStatement('100000.00', `Оплата по счёту № ${papers.invoice} за светильники`, 'vypiska-1.txt');
    const payment = certain().getByRole('article', { name: /Ромашка/ });
    await payment.getByText('100 000,00 ₽').waitFor();
    await payment.getByRole('link', { name: /^Платёж № / }).click();
    const settled = fyodor.getByRole('table', { name: 'Погашает' });
    await settled.getByRole('row', { name: new RegExp(`${papers.first} .*100 000,00`) }).waitFor();
    assert.equal(await settled.getByRole('row').count(), 1);
  },
);

stand.story('the debt is smaller by what was paid, for finance and for the manager', async () => {
  await debtOfRomashka('199 500');
  await anna.reload();
  await anna.getByRole('tab', { name: 'Отгрузки и документы' }).click();
  const debts = anna.getByRole('grid', { name: 'Открытые долги' });
  await debts.getByRole('row', { name: new RegExp(`${papers.first} .*149 500,00 ₽ 49 500,00 ₽`) }).waitFor();
  await debts.getByRole('row', { name: new RegExp(`${papers.second} .*150 000,00 ₽ 150 000,00 ₽`) }).waitFor();
});

stand.story('the second statement pays the rest, naming both УПД; the same file again changes nothing', async () => {
  const rest = `Оплата по УПД № ${papers.first}, ${papers.second}`;
  await fyodor.getByRole('link', { name: 'Загрузить выписку' }).click();
  await loadStatement('199500.00', rest, 'vypiska-2.txt');
  await certain().getByText('199 500,00 ₽').waitFor();
  await fyodor.getByRole('link', { name: 'Выписки' }).click();
  await loadStatement('199500.00', rest, 'vypiska-2-again.txt');
  await fyodor.getByText('Все платежи этого файла уже загружены раньше').waitFor();
});

stand.story('nobody owes anything: the receivable is closed everywhere', async () => {
  await fyodor.getByRole('link', { name: 'Дебиторка' }).click();
  await fyodor.getByText('Никто ничего не должен').waitFor();
  await anna.reload();
  await anna.getByText('Долгов нет', { exact: true }).waitFor();
  await anna.getByRole('main').getByRole('link', { name: 'ООО «Ромашка»' }).click();
  await anna.getByRole('heading', { level: 1, name: 'ООО «Ромашка»' }).waitFor();
  await anna.locator('dl', { hasText: 'Долг' }).getByText('0 ₽').first().waitFor();
  await anna.locator('dl', { hasText: 'можно продать' }).getByText('250 000 ₽').first().waitFor();
});

stand.story('the sales of the account have grown by what was shipped: on its card and in the report', async () => {
  await anna.getByRole('tab', { name: 'Продажи' }).click();
  const bought = anna.getByRole('grid', { name: 'Что покупал последним' });
  await bought.getByRole('row', { name: /Светильник 1 .*10 шт 10 000/ }).waitFor();
  const categories = anna.getByRole('grid', { name: 'По категориям' });
  await categories.getByRole('row', { name: /Электроника .*100 % 299 500 ₽/ }).waitFor();
  await anna.getByRole('link', { name: 'Открыть в отчёте' }).click();
  await anna.getByRole('row', { name: /Электроника.*299 500/ }).waitFor();
});

/** The number in the title of the paper that Sonya looks at. */
async function numberOfPaper(): Promise<string> {
  const title = await sonya.getByRole('heading', { level: 1, name: /№/ }).textContent();
  return title?.split('№')[1]?.trim() ?? '';
}

/** From the dialog that says it is shipped to the УПД and back to the order; answers the УПД's number. */
async function shippedAndPrinted(sum: RegExp): Promise<string> {
  const gone = sonya.getByRole('dialog', { name: /^Отгрузка № \d+ проведена$/ });
  await gone.getByRole('link', { name: 'Открыть УПД' }).click();
  await sonya.getByRole('heading', { level: 1, name: /^УПД № / }).waitFor();
  const number = await numberOfPaper();
  const text = await paperBehind(sonya, sonya.getByRole('link', { name: 'Открыть в новой вкладке' }));
  assert.match(text, sum);
  assert.ok(text.includes(number), `${number} is printed`);
  await sonya.goBack();
  await sonya.getByRole('heading', { level: 1, name: /^Заказ № \d+$/ }).waitFor();
  return number;
}

/** A figure of the order's panel. */
async function factOf(name: string, value: string): Promise<void> {
  await sonya
    .locator('dl', { has: sonya.getByText(name, { exact: true }) })
    .getByText(value)
    .waitFor();
}

/** What the matrix of receivables says that the account owes, with the roubles' own signs. */
async function debtOfRomashka(roubles: string): Promise<void> {
  await fyodor.goto('/money/receivables');
  const row = fyodor.getByRole('grid', { name: 'Дебиторка' }).getByRole('row', { name: /Ромашка/ });
  await row.getByText(`${roubles} ₽`).first().waitFor();
}

/** The column of the payments that found their debts by themselves. */
const certain = () => fyodor.getByRole('region', { name: 'Точно' });

/** Loads a bank's file by the screen of statements. */
async function loadStatement(roubles: string, purpose: string, name: string): Promise<void> {
  const file = statement([{ roubles, purpose }], name);
  await fyodor.getByRole('heading', { level: 1, name: 'Выписки' }).waitFor();
  await fyodor
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(await file.arrayBuffer()) });
  await fyodor.getByRole('heading', { level: 1, name }).waitFor();
}
