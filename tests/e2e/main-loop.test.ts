import { openStand } from './stand.ts';

const stand = await openStand();

stand.story('a person signs in and finds an account', async () => {
  const page = await stand.signedIn('anna');
  await page.getByRole('link', { name: 'Клиенты' }).first().click();
  await page.getByRole('searchbox', { name: 'Поиск' }).fill('Ромашка');
  await page.getByRole('grid', { name: 'Клиенты' }).getByRole('link', { name: 'ООО «Ромашка»' }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'Открыть' }).click();
  await page.getByRole('heading', { level: 1, name: 'ООО «Ромашка»' }).waitFor();
});
