/** What every dialog, every bill and the day keep to, whoever is at them. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { ids } from '#tests/harness/world-rows.ts';
import { doBusiness } from './business.ts';
import { openStand } from './stand.ts';

const stand = await openStand();
const places = await doBusiness(stand);
const anna = await stand.signedIn('anna');

stand.story('a dialog that a menu opened gives the focus back to the button of the menu', async () => {
  await anna.goto(`/orders/${places['orderId']}`);
  const more = anna.getByRole('button', { name: 'Ещё действия' });
  await more.focus();
  await anna.keyboard.press('Enter');
  await anna.getByRole('button', { name: 'Копировать' }).press('Enter');
  await anna.getByRole('dialog', { name: 'Копировать' }).waitFor();
  await anna.keyboard.press('Escape');
  await anna.getByRole('dialog', { name: 'Копировать' }).waitFor({ state: 'detached' });
  assert.equal(await more.evaluate((button) => button === document.activeElement), true);
});

stand.story(
  'a dialog with something typed asks before it goes: by Esc, by the cross, by a press beside it',
  async () => {
    const dialog = await newContact(anna);
    await anna.keyboard.type('Пётр');
    const asking = anna.getByRole('dialog', { name: 'Изменения не сохранены' });
    const leave = [
      () => anna.keyboard.press('Escape'),
      () => dialog.getByRole('button', { name: 'Закрыть' }).click(),
      () => anna.mouse.click(4, 500),
    ];
    for (const way of leave) {
      await way();
      await asking.waitFor();
      await anna.keyboard.press('Escape');
      await asking.waitFor({ state: 'detached' });
      assert.equal(await dialog.getByLabel('Имя').inputValue(), 'Пётр');
    }
    await anna.keyboard.press('Escape');
    await asking.getByRole('button', { name: 'Уйти без сохранения' }).click();
    await dialog.waitFor({ state: 'detached' });
  },
);

stand.story(
  'Esc shuts an open list of choices alone; a press that leaves an empty field goes where it was aimed',
  async () => {
    const dialog = await newContact(anna);
    const role = dialog.getByRole('combobox', { name: 'Роль в закупке' });
    await role.click();
    await anna.getByRole('option').first().waitFor();
    await anna.keyboard.press('Escape');
    await anna.getByRole('option').first().waitFor({ state: 'hidden' });
    await dialog.getByLabel('Имя').focus();
    await dialog.getByRole('button', { name: 'Отмена' }).click();
    await dialog.waitFor({ state: 'detached' });
  },
);

stand.story(
  'the conditions of an order that were not saved are asked about before another tab takes their place',
  async () => {
    const [draft] = await stand.world.owner(`select id from sales_order where state = 'draft'`);
    await anna.goto(`/orders/${draft?.['id']}?tab=wishes`);
    await anna.getByRole('textbox', { name: 'Комментарий' }).fill('Позвонить за час');
    await anna.getByRole('tab', { name: 'Состав' }).click();
    await anna.getByRole('dialog').getByRole('button', { name: 'Остаться' }).click();
    await anna.getByRole('button', { name: 'Сохранить условия' }).click();
    await anna.getByText('Условия сохранены').waitFor();
    await anna.getByRole('tab', { name: 'Состав' }).click();
    await anna.getByRole('textbox', { name: 'Добавить товар' }).waitFor();
  },
);

stand.story(
  'a note is kept while it is written and forgotten once it is saved; the next one is kept as well',
  async () => {
    await anna.goto(`/accounts/${ids.account.romashka}?tab=notes`);
    const body = anna.getByRole('textbox', { name: 'Новая заметка' });
    const away = async () => {
      await anna.getByText(/^сохранено \d\d:\d\d/).waitFor();
      await anna.reload();
    };
    await body.fill('Первая');
    await away();
    await anna.getByText('Восстановлен черновик').waitFor();
    await anna.getByRole('button', { name: 'Записать' }).click();
    await anna.getByText('Восстановлен черновик').waitFor({ state: 'detached' });
    assert.equal(await body.inputValue(), '');
    await body.fill('Вторая');
    await away();
    await anna.getByText('Восстановлен черновик').waitFor();
    assert.equal(await body.inputValue(), 'Вторая');
    await anna.getByRole('button', { name: 'Начать заново' }).click();
  },
);

stand.story('Esc over a calendar shuts the calendar alone', async () => {
  await anna.goto(`/accounts/${ids.account.romashka}`);
  await anna.getByRole('button', { name: 'Назначить' }).click();
  await anna.getByRole('textbox', { name: 'Что сделать' }).fill('Позвонить');
  await anna.getByRole('textbox', { name: 'Когда' }).focus();
  const calendar = anna.locator('[data-dates-dropdown]');
  await calendar.waitFor();
  await anna.keyboard.press('Escape');
  await calendar.waitFor({ state: 'detached' });
  assert.equal(await anna.getByRole('dialog').count(), 0);
  await anna.keyboard.press('Escape');
  await anna.getByRole('button', { name: 'Уйти без сохранения' }).click();
});

stand.story('one wish makes one bill; where there is one of the same sum it is offered first', async () => {
  const made = () => stand.world.owner(`select id from document where kind = 'invoice'`);
  assert.equal((await made()).length, 1);
  await anna.goto(`/orders/${places['orderId']}`);
  const issue = anna.getByRole('button', { name: 'Выставить счёт' });
  await issue.click();
  const offer = anna.getByRole('dialog', { name: 'Счёт на эту сумму уже есть' });
  await offer.getByRole('button', { name: /^Открыть счёт № / }).click();
  await anna.getByRole('heading', { level: 1, name: /^Счёт № / }).waitFor();
  assert.equal((await made()).length, 1);
  await anna.goBack();
  await issue.click();
  await offer.getByRole('button', { name: 'Выставить новый' }).dblclick();
  await anna.getByRole('heading', { level: 1, name: /^Счёт № / }).waitFor();
  assert.equal((await made()).length, 2);
});

stand.story('prices that nobody touched are not set anew for a later day', async () => {
  const admin = await stand.signedIn('admin');
  await admin.goto('/prices');
  await admin.locator('tbody tr').first().getByRole('link').first().click();
  const drawer = admin.getByRole('dialog');
  await drawer.getByRole('textbox', { name: 'С какого дня' }).fill('31.12');
  await admin.keyboard.press('Tab');
  await drawer.getByRole('button', { name: 'Назначить цены' }).click();
  await admin.getByText('Цены уже такие').waitFor();
  assert.deepEqual(await stand.world.owner(`select valid_from from price where valid_from::text like '%-12-31'`), []);
});

stand.story('an order of the queue opens from the day', async () => {
  const sonya = await stand.signedIn('sonya');
  await sonya
    .getByRole('link', { name: /^Провести заказ № \d+$/ })
    .first()
    .click();
  await sonya.getByRole('heading', { level: 1, name: /^Заказ № \d+$/ }).waitFor();
});

/** Opens the dialog of a new contact of Ромашка. */
async function newContact(page: Page) {
  await page.goto(`/accounts/${ids.account.romashka}?tab=contacts`);
  await page.getByRole('button', { name: 'Добавить контакт' }).click();
  const dialog = page.getByRole('dialog', { name: 'Добавить контакт' });
  await dialog.getByLabel('Имя').waitFor();
  return dialog;
}
