/** Search and acts under Ctrl K, by the keyboard alone: what it finds, for whom, and how one comes back from it. */
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { newId } from '#kernel/id.ts';
import { ids } from '#tests/harness/world-rows.ts';
import { faultsOfAccess } from './look-over.ts';
import { openStand } from './stand.ts';

const stand = await openStand();
const ours = await order('anna', ids.account.romashka);
const theirs = await order('boris', ids.account.vasilek);

/** Makes an order that nothing else happens to. */
async function order(who: string, accountId: string): Promise<{ readonly id: string; readonly number: number }> {
  const api = await stand.api(who);
  const line = { id: newId(), productId: ids.product.book, quantityMilli: '1000' };
  const made = await api.act<{ readonly id: string }>('/orders', {
    id: newId(),
    accountId,
    lines: [line],
    confirm: true,
  });
  const [row] = await stand.world.owner('select number from sales_order where id = $1', [made.id]);
  return { id: made.id, number: Number(row?.['number']) };
}

type Palette = { readonly field: Locator; readonly options: Locator; readonly active: Locator };

/** Opens the palette by its keys; the focus stands in its field. */
async function openPalette(page: Page): Promise<Palette> {
  await page.keyboard.press('Control+k');
  const field = page.getByRole('dialog', { name: 'Поиск' }).getByRole('combobox', { name: 'Поиск' });
  await field.waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'combobox');
  const options = page.getByRole('option');
  return { field, options, active: page.locator('[role=option][aria-selected=true]') };
}

/** The option that has the text, once it stands there. */
const shown = ({ options }: Palette, text: string): Promise<void> =>
  options.filter({ hasText: text }).first().waitFor();

/** Types a text instead of what stands in the field; answers the records that the server found. */
async function found(page: Page, { field }: Palette, text: string): Promise<string[]> {
  const answer = page.waitForResponse((one) => new URL(one.url()).searchParams.get('q') === text);
  await field.fill(text);
  const { rows } = (await (await answer).json()) as { readonly rows: readonly { readonly id: string }[] };
  return rows.map(({ id }) => id);
}

stand.story("a part of an account's name, arrows and Enter open the account", async () => {
  const page = await stand.signedIn('anna');
  const palette = await openPalette(page);
  await page.keyboard.type('ромаш');
  await shown(palette, 'ООО «Ромашка»');
  assert.match((await palette.active.textContent()) ?? '', /ООО «Ромашка»/);
  assert.equal(await palette.active.getAttribute('id'), await palette.field.getAttribute('aria-activedescendant'));
  assert.deepEqual(await faultsOfAccess(page), []);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'ООО «Ромашка»' }).waitFor();
  assert.equal(new URL(page.url()).pathname, `/accounts/${ids.account.romashka}`);
  assert.equal(await palette.field.count(), 0);
});

stand.story('arrows go down, up and around; what they stand on is what Enter opens', async () => {
  const page = await stand.signedIn('anna');
  const palette = await openPalette(page);
  await page.keyboard.type('ооо');
  await shown(palette, 'ООО «Лютик»');
  const titles = await palette.options.locator('> span').allInnerTexts();
  assert.deepEqual([...titles].sort(), ['ООО «Лютик»', 'ООО «Ромашка»']);
  const [first = '', second = ''] = titles;
  const stands = async (title: string) => assert.equal(await palette.active.locator('> span').textContent(), title);
  await stands(first);
  await page.keyboard.press('ArrowDown');
  await stands(second);
  await page.keyboard.press('ArrowDown');
  await stands(first);
  await page.keyboard.press('ArrowUp');
  await stands(second);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: second }).waitFor();
});

stand.story("an order by its number, a screen by its name, an act by what it's called", async () => {
  const page = await stand.signedIn('anna');
  const byNumber = await openPalette(page);
  await page.keyboard.type(String(ours.number));
  await shown(byNumber, `№ ${ours.number}`);
  assert.match((await byNumber.active.textContent()) ?? '', /Ромашка/);
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/orders/${ours.id}`);
  const byScreen = await openPalette(page);
  await page.keyboard.type('дебит');
  await shown(byScreen, 'Дебиторка');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Дебиторка' }).waitFor();
  const byAct = await openPalette(page);
  await page.keyboard.type('новый зак');
  await shown(byAct, 'Новый заказ');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/orders/new');
});

stand.story('Enter right after the last letter opens what the whole text means', async () => {
  const page = await stand.signedIn('anna');
  const palette = await openPalette(page);
  await page.keyboard.type('ромаш');
  await shown(palette, 'ООО «Ромашка»');
  await palette.field.fill('лютик');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'ООО «Лютик»' }).waitFor();
});

stand.story(
  "a manager does not find another's account nor its orders; a screen that is not hers is not offered",
  async () => {
    const page = await stand.signedIn('anna');
    const palette = await openPalette(page);
    for (const text of ['васильк', '500100732259', 'A-003', 'ничей', 'чужой', 'сотрудники']) {
      assert.deepEqual(await found(page, palette, text), [], text);
      await page.getByText('Ничего не нашлось').waitFor();
      assert.equal(await palette.options.count(), 0, text);
    }
    assert.ok((await found(page, palette, String(ours.number))).includes(ours.id));
    assert.ok(!(await found(page, palette, String(theirs.number))).includes(theirs.id));
    const boris = await stand.signedIn('boris');
    const his = await openPalette(boris);
    await boris.keyboard.type('васильк');
    await shown(his, 'ИП Васильков В. В.');
  },
);

stand.story('where nothing is found it says so and what to try; Enter then opens nothing', async () => {
  const page = await stand.signedIn('anna');
  const address = page.url();
  const palette = await openPalette(page);
  await page.keyboard.type('такого нет нигде');
  await page.getByText('Ничего не нашлось. Попробуйте ИНН, номер заказа или часть названия').waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  assert.equal(await palette.field.count(), 1);
  assert.equal(page.url(), address);
  assert.deepEqual(await faultsOfAccess(page), []);
});

stand.story('Escape closes it alone and gives the focus back to where it was', async () => {
  const page = await stand.signedIn('anna');
  await page.goto('/accounts');
  const box = page
    .getByRole('main')
    .getByRole('searchbox')
    .or(page.getByRole('main').locator('input[type=search]'))
    .first();
  await box.focus();
  const opened = await openPalette(page);
  await page.keyboard.type('ромаш');
  await page.keyboard.press('Escape');
  await opened.field.waitFor({ state: 'detached' });
  await page.waitForFunction(() => document.activeElement?.matches('main input') === true);
  await page.keyboard.press('Escape');

  const search = page.getByRole('banner').getByRole('button', { name: /Клиент, заказ, товар/ });
  await search.focus();
  await page.keyboard.press('Enter');
  await opened.field.waitFor();
  await page.keyboard.press('Escape');
  await opened.field.waitFor({ state: 'detached' });
  await page.waitForFunction(() => document.activeElement?.matches('header button') === true);
});

stand.story('over a side drawer Escape closes the search and leaves the drawer', async () => {
  const page = await stand.signedIn('anna');
  await page.goto('/accounts');
  await page.getByRole('main').locator('tbody tr').filter({ hasText: 'Ромашка' }).first().click();
  const drawer = page.getByRole('dialog', { name: 'ООО «Ромашка»' });
  await drawer.waitFor();
  const opened = await openPalette(page);
  await page.keyboard.press('Escape');
  await opened.field.waitFor({ state: 'detached' });
  assert.equal(await drawer.count(), 1);
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
});
