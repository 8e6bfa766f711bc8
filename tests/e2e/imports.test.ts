/** A table goes in by the screens: dropped, looked at, settled, checked, imported; what was rejected comes back mended. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import iconv from 'iconv-lite';
import { ids } from '#tests/harness/world-rows.ts';
import { openStand, phone } from './stand.ts';

const stand = await openStand();
const table = 'Код;Название фирмы;ИНН;Чем торгует\nЭ-1;ООО «Первый»;7707083893;Опт\nЭ-2;ООО «Второй»;1;Розница\n';
const accounts = async () =>
  Number(
    (
      await stand.world.owner("select count(*)::int as n from account where org_id = $1 and code like 'Э-%'", [ids.org])
    )[0]?.['n'],
  );
const csv = (name: string, buffer: Buffer) => ({ name, mimeType: 'text/csv', buffer });

stand.story('a table of accounts is imported, its rejected row mended and imported too', async () => {
  const page = await stand.signedIn('admin');
  await page.goto('/settings/imports');
  await page.getByRole('heading', { name: 'Загрузка из файлов' }).waitFor();
  await page
    .locator('section', { has: page.getByRole('heading', { name: 'Клиенты' }) })
    .getByRole('link', { name: 'Загрузить' })
    .click();
  await page.locator('input[type=file]').setInputFiles(csv('клиенты.csv', iconv.encode(table, 'win1251')));
  await page.getByRole('heading', { name: 'клиенты.csv' }).waitFor();
  await page.getByRole('cell', { name: 'ООО «Первый»' }).waitFor();
  await page.getByLabel('Сегмент').selectOption('Чем торгует');
  await page.getByRole('cell', { name: 'Розница' }).waitFor();

  await page.getByRole('button', { name: 'Проверить без загрузки' }).click();
  await page.getByText('Проверка закончена, ничего не изменено').waitFor({ timeout: 30_000 });
  assert.equal(await accounts(), 0);

  await page.getByRole('button', { name: 'Загрузить' }).click();
  const errors = page.getByRole('link', { name: 'Скачать отклонённые строки' });
  await page.getByText('Закончена', { exact: true }).waitFor({ timeout: 30_000 });
  assert.equal(await accounts(), 1);
  assert.ok(await page.getByText(/Строка 3/).isVisible());
  const [download] = await Promise.all([page.waitForEvent('download'), errors.click()]);
  const text = await readFile(await download.path(), 'utf8');
  assert.match(text, /Э-2;ООО «Второй»;1;Розница;3;/);

  await page.getByRole('link', { name: 'Загрузить ещё файл' }).click();
  await page
    .locator('input[type=file]')
    .setInputFiles(csv('исправлено.csv', Buffer.from(text.replace(';1;', ';7736207543;'))));
  await page.getByRole('heading', { name: 'исправлено.csv' }).waitFor();
  await page.getByRole('button', { name: 'Загрузить' }).click();
  await page.getByText('Закончена', { exact: true }).waitFor({ timeout: 30_000 });
  assert.equal(await accounts(), 2);
});

stand.story('on a phone columns are remembered for the next file', async () => {
  const page = await stand.signedIn('admin', { ...phone });
  await page.goto('/settings/imports/new/accounts');
  await page.locator('input[type=file]').setInputFiles(csv('a.csv', Buffer.from('X,Y\nФ-1,ООО «Фон»\n')));
  await page.getByRole('heading', { name: 'a.csv' }).waitFor();
  await page.getByLabel('Код', { exact: true }).selectOption('X');
  await page.getByLabel('Наименование', { exact: true }).selectOption('Y');
  await page.getByRole('cell', { name: 'ООО «Фон»' }).waitFor();
  await page.getByLabel('Название набора').fill('Мой отчёт');
  await page.getByRole('button', { name: 'Запомнить столбцы' }).click();
  await page.getByText('Столбцы сохранены').waitFor();
  const kept = await stand.world.owner("select columns from import_mapping where name = 'Мой отчёт'");
  assert.equal(kept.length, 1);
});
