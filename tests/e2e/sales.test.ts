/** Sales by the screens: the pivot is turned about, a number opens its lines, a view is kept and found on another device. */
import assert from 'node:assert/strict';
import { newId } from '#kernel/id.ts';
import { addSales, type SoldLine } from '#modules/analytics/index.ts';
import { writeOrg } from '#platform/database.ts';
import { ids } from '#tests/harness/world-rows.ts';
import { faultsOfAccess } from './look-over.ts';
import { openStand, phone } from './stand.ts';

const stand = await openStand(async (world) => {
  const today = new Date().toISOString().slice(0, 10);
  const sold = (lineNo: number, more: Partial<SoldLine>): SoldLine => ({
    ...{ id: newId(), source: 'import', invoiceNo: 'П-1', lineNo, soldOn: today, accountId: ids.account.romashka },
    ...{ productId: ids.product.powerbank, managerId: ids.person.anna, quantityMilli: 10_000n, priceE4: 1_220_000n },
    ...{ sumMinor: 1_220_00n, vatMinor: 220_00n, costMinor: 800_00n },
    ...more,
  });
  const lines = [
    sold(1, {}),
    sold(2, { productId: ids.product.book, quantityMilli: 1_000n, sumMinor: 500_00n }),
    sold(3, { accountId: ids.account.vasilek, managerId: ids.person.boris, sumMinor: 9_000_00n }),
  ];
  await writeOrg(world.db, ids.org, { work: (tx) => addSales(tx, ids.org, lines) });
});

stand.story('ANA-4, ANA-9: a manager sees own sales; a row opens its lines, the lines go on to a list', async () => {
  const page = await stand.signedIn('anna');
  await page.goto('/reports/sales');
  const rows = page.getByRole('grid', { name: 'Сводная таблица' }).locator('tbody tr');
  await rows.first().waitFor();
  assert.deepEqual(await rows.locator('td:first-child').allInnerTexts(), ['ООО «Ромашка»']);
  await page.getByLabel('Строки', { exact: true }).selectOption('Категория');
  await page.waitForURL(/rows=category/);
  await rows.filter({ hasText: 'Книги' }).first().click();
  const drawer = page.getByRole('dialog', { name: 'Книги' });
  const lines = drawer.getByRole('grid', { name: 'Строки продаж' }).locator('tbody tr');
  await lines.first().waitFor();
  assert.equal(await lines.count(), 1);
  assert.match((await lines.first().textContent()) ?? '', /П-1[\s\S]*500/);
  assert.deepEqual(await faultsOfAccess(page), []);
  await drawer.getByRole('link', { name: 'Все строки' }).click();
  await page.getByRole('heading', { level: 1, name: 'Строки продаж' }).waitFor();
  await page.getByText('Без подкатегорий').waitFor();
  assert.equal(await page.locator('tbody tr').count(), 1);
  await page.goBack();
  await drawer.waitFor();
});

stand.story('a view is kept by the server: saved on a desk, open on a phone', async () => {
  const desk = await stand.signedIn('anna');
  await desk.goto('/reports/sales?rows=brand&period=thisYear');
  await desk.getByRole('button', { name: 'Сохранить вид' }).click();
  await desk.getByLabel('Название вида').fill('Марки с января');
  await desk.keyboard.press('Enter');
  await desk.getByText('Вид сохранён').waitFor();
  const hand = await stand.signedIn('anna', { ...phone });
  await hand.goto('/reports/sales');
  await hand.getByRole('button', { name: 'Марки с января', exact: true }).click();
  await hand.waitForURL(/rows=brand&period=thisYear/);
  await hand.getByRole('button', { name: 'Удалить вид: Марки с января' }).click();
  await hand.getByText('Вид «Марки с января» удалён').waitFor();
  assert.equal(await hand.getByRole('button', { name: 'Марки с января', exact: true }).count(), 0);
});
