/** What a person who means harm meets: in stored names, in addresses, at the door, behind the screens. */
import assert from 'node:assert/strict';
import type { Page, Response } from 'playwright-core';
import { newId } from '#kernel/id.ts';
import { ids } from '#tests/harness/world-rows.ts';
import { doBusiness } from './business.ts';
import { openStand, password, signIn } from './stand.ts';

const ran = 'kamertonRan';
const hostile = (what: string): string => `${what} <img src=x onerror="${ran}=1"><script>${ran}=2</script>{{1+1}}`;
const names = {
  account: hostile('ООО Роза'),
  product: hostile('Вилка'),
  contact: hostile('Иван'),
  note: hostile('Заметка'),
  comment: hostile('Позвонить'),
};

const stand = await openStand();
const places = await doBusiness(stand);
const hostileOrder = await putHostileNames();

/** Where they stand, and what of them must be read there. */
const shown: readonly (readonly [path: string, ...texts: string[]])[] = [
  ['/accounts', names.account],
  [`/accounts/${ids.account.romashka}`, names.account, names.note.slice(0, 20)],
  [`/accounts/${ids.account.romashka}?tab=orders`, names.account],
  [`/accounts/${ids.account.romashka}?tab=contacts`, names.contact],
  [`/accounts/${ids.account.romashka}?tab=notes`, names.note],
  [`/accounts/${ids.account.romashka}?tab=sales`, names.account],
  [`/accounts/${ids.account.romashka}/edit`],
  [`/accounts/${ids.account.romashka}/terms`, names.account],
  ['/orders', names.account],
  ['/orders/support', names.account],
  [`/orders/${hostileOrder}`, names.account, names.product],
  [`/orders/${hostileOrder}?tab=wishes`, names.account],
  [`/orders/${hostileOrder}?tab=papers`, names.account],
  [`/orders/${hostileOrder}?tab=history`, names.account],
  ['/goods', names.product],
  [`/goods/${ids.product.book}`, names.product],
  ['/prices', names.product],
  ['/stock', names.product],
  ['/decisions?view=pending', names.account],
  [`/decisions/${places['approvalId']}`, names.account],
  ['/shipments', names.account],
  [`/shipments/${places['shipmentId']}`, names.account, names.product],
  ['/documents', names.account],
  [`/documents/${places['documentId']}`, names.account],
  ['/money/receivables', names.account],
  ['/money/collection'],
  ['/money/payments', names.account],
  [`/money/statements/${places['statementId']}`, names.account],
  ['/reports/sales?rows=account', names.account],
  ['/reports/sales?rows=account&columns=month', names.account],
  ['/reports/sales/lines', names.account, names.product],
  ['/settings/audit'],
  ['/'],
];

stand.story('a name with a script in it is read as text wherever it stands, and nothing runs', async () => {
  const page = await stand.signedIn('admin');
  const faults: string[] = [];
  for (const [path, ...texts] of shown) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    for (const text of texts) {
      const read = page
        .getByText(text)
        .or(page.getByRole('heading', { name: text }))
        .first();
      await read.waitFor({ state: 'attached', timeout: 8_000 }).catch(() => faults.push(`${path}: not read: ${text}`));
    }
    faults.push(...(await tracesOn(page)));
  }
  assert.deepEqual(faults, []);
});

stand.story('nor in the search over everything, nor among the choices of a field', async () => {
  const page = await stand.signedIn('anna');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('Роза');
  await page.getByRole('option', { name: names.account }).waitFor();
  await page.goto('/orders/new');
  await page.keyboard.type('Роза');
  await page.getByRole('option', { name: names.account }).waitFor();
  assert.deepEqual(await tracesOn(page), []);
});

stand.story('every page says which scripts may run, and a script written into a page does not', async () => {
  const page = await stand.signedIn('boris');
  const answer = await page.goto('/');
  const policy = answer?.headers()['content-security-policy'] ?? '';
  for (const rule of [
    "default-src 'self'",
    "script-src 'self'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ]) {
    assert.ok(policy.split(';').includes(rule), `${rule} in ${policy}`);
  }
  assert.equal(answer?.headers()['x-content-type-options'], 'nosniff');
  assert.equal(await page.locator('script:not([src])').count(), 0, 'our own page has no script written into it');
  await page.evaluate((mark) => {
    const script = document.createElement('script');
    script.textContent = `window.${mark} = 1`;
    document.body.append(script);
    document.body.insertAdjacentHTML('beforeend', `<img src=x onerror="window.${mark} = 2">`);
    document.body.insertAdjacentHTML('beforeend', `<a id="pressed" href="javascript:void(window.${mark} = 3)">x</a>`);
    document.getElementById('pressed')?.click();
  }, ran);
  await page.waitForFunction(() => document.querySelector('img[src=x]:not([complete=false])') !== null);
  assert.equal(await marked(page), false);
  const told = stand.complaints(page);
  assert.ok(told.length >= 2 && told.every((line) => /content security policy/i.test(line)), told.join('\n'));
});

stand.story('a session ended in one window is over in the other, which shows no more of what it had read', async () => {
  const here = await stand.signedIn('vera');
  const there = await stand.signedIn('vera');
  await there.goto('/accounts');
  await there.getByRole('grid', { name: 'Клиенты' }).getByRole('link', { name: 'Роза' }).first().waitFor();
  await there.getByRole('link', { name: 'Заказы' }).first().click();
  await there.getByRole('heading', { level: 1, name: 'Заказы' }).waitFor();

  await here.goto('/settings/me');
  await here.getByRole('button', { name: 'Завершить остальные' }).click();
  await here.getByText('Остальные сеансы завершены').waitFor();

  // A page that was read a moment ago opens without asking, and yet it must not stay.
  await there.getByRole('link', { name: 'Клиенты' }).first().click();
  await there.getByRole('heading', { level: 1, name: 'Вход' }).waitFor();
  assert.match(there.url(), /back=%2Faccounts/);
  assert.ok(stand.complaints(there).every((line) => line.includes(': NoSession')));
  await there.goBack();
  await there.getByRole('heading', { level: 1, name: 'Вход' }).waitFor();
  await here.reload();
  await here.getByRole('heading', { level: 1, name: 'Моя учётная запись' }).waitFor();
});

stand.story(
  "another manager's order, account and papers are not found by their addresses, and nothing of them leaks",
  async () => {
    const addresses = [
      `/accounts/${ids.account.romashka}`,
      `/accounts/${ids.account.romashka}/edit`,
      `/accounts/${ids.account.romashka}/terms`,
      `/orders/${hostileOrder}`,
      `/decisions/${places['approvalId']}`,
      `/shipments/${places['shipmentId']}`,
      `/documents/${places['documentId']}`,
      `/money/payments/${places['paymentId']}`,
    ];
    for (const who of ['boris', 'stranger@other.example']) {
      const page = await stand.signedIn(who);
      const heard = listen(page);
      for (const address of addresses) {
        await page.goto(address);
        await page.getByRole('heading', { level: 1, name: 'Такой страницы нет' }).waitFor();
      }
      const lists = ['/accounts', '/orders', '/documents', '/shipments', '/money/receivables', '/money/payments', '/'];
      for (const list of lists) {
        await page.goto(list);
        await page.getByRole('heading', { level: 1 }).first().waitFor();
      }
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').fill('Роза');
      await page.getByText('Ничего не нашлось').first().waitFor();
      await page.waitForLoadState('networkidle');
      assert.ok((await heard()) > addresses.length, 'the answers were looked at');
      // React tells the console of every page that did not open.
      assert.ok(stand.complaints(page).every((line) => /: Refusal: \w+\.\w*not_found/.test(line)));
    }
  },
);

stand.story('guessing a password is slowed, with a text that says for how long; then the right one opens', async () => {
  const page = await stand.visitor();
  await page.goto('/sign-in');
  await page.getByRole('textbox', { name: 'Электронная почта' }).fill('fyodor@kamerton.example');
  const guess = async (typed: string): Promise<Response> => {
    await page.getByLabel('Пароль', { exact: true }).fill(typed);
    const answer = page.waitForResponse(
      (one) => one.url().endsWith('/api/session') && one.request().method() === 'POST',
    );
    await page.getByRole('button', { name: 'Войти' }).click();
    return answer;
  };
  for (let at = 0; at < 5; at += 1) {
    assert.equal((await guess(`не тот пароль ${at}`)).status(), 409);
    await page.getByText('Почта или пароль не подходят').waitFor();
  }
  // Shut even for the right one: a guesser must not learn that it was right.
  const shut = await guess(password);
  assert.equal(shut.status(), 429);
  assert.ok(Number(shut.headers()['retry-after']) > 0);
  await page.getByText(/Слишком много попыток. Следующая — через \d+ с/).waitFor();
  await stand.world.owner("update sign_in_attempt set blocked_until = now() - interval '1 second'");
  await guess(password);
  await page.getByRole('heading', { level: 1, name: 'Мой день' }).waitFor();
});

type Operations = Record<string, Record<string, unknown>>;

stand.story('nothing is changed by a request that a form of another site could send', async () => {
  const anna = await stand.api('anna');
  const { paths } = await anna.get<{ paths: Operations }>('/openapi.json');
  const changing = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).flatMap((method) => (method === 'get' ? [] : [[method.toUpperCase(), path] as const])),
  );
  assert.ok(changing.length > 80, `${changing.length} acts`);
  const before = await countEvents();
  const open: string[] = [];
  for (const [method, path] of changing) {
    const address = path.replace(/^\/api/, '').replaceAll(/\{\w+\}/g, ids.account.romashka);
    const answer = await anna.raw(address, {
      method,
      headers: { 'content-type': 'text/plain' },
    });
    const text = await answer.text();
    if (!text.includes('platform.forged')) open.push(`${method} ${path}: ${answer.status} ${text}`);
  }
  assert.deepEqual(open, []);
  const forged = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
  const answer = await anna.raw(`/orders/${hostileOrder}/cancellation`, forged);
  assert.deepEqual([answer.status, await answer.json()], [403, { refusal: { code: 'platform.forged' } }]);
  assert.equal(await countEvents(), before);
  assert.equal((await anna.raw('/session')).status, 200, 'she is not signed out either');
});

stand.story('the cookie of the session is out of reach of scripts and of other sites', async () => {
  const page = await stand.visitor();
  await signIn(page, 'sonya@kamerton.example');
  const [cookie] = await page.context().cookies();
  assert.deepEqual([cookie?.name, cookie?.httpOnly, cookie?.sameSite], ['kamerton_session', true, 'Lax']);
  assert.equal(await page.evaluate(() => document.cookie), '');
});

async function countEvents(): Promise<unknown> {
  const [row] = await stand.world.owner('select count(*)::int as n from event');
  return row?.['n'];
}

/** Gives the account, the product of the order, its people and its notes names that try to run; answers an order. */
async function putHostileNames(): Promise<string> {
  const anna = await stand.api('anna');
  const { world } = stand;
  await world.owner(
    `update account set name = $2, full_name = $2, name_key = lower($2), search_text = lower($2) where id = $1`,
    [ids.account.romashka, names.account],
  );
  await world.owner('update product set name = $2, name_key = lower($2), search_text = lower($2) where id = $1', [
    ids.product.book,
    names.product,
  ]);
  const accountId = ids.account.romashka;
  await anna.act(`/accounts/${accountId}/contacts`, {
    id: newId(),
    name: names.contact,
    post: names.contact,
    buyingRole: 'decider',
    attitude: 'neutral',
    phone: '',
    email: '',
    note: names.note,
    reportsTo: null,
  });
  await anna.act(`/accounts/${accountId}/notes`, { id: newId(), body: names.note });
  await anna.act(`/accounts/${accountId}/next-step`, { accountId, text: names.note, on: null }, 'PUT');
  const line = { id: newId(), productId: ids.product.book, quantityMilli: '1000' };
  const made = await anna.act<{ readonly id: string; readonly version: number }>('/orders', {
    id: newId(),
    accountId,
    lines: [line],
    comment: names.comment,
    clientNumber: '<b>1</b>',
    confirm: true,
  });
  await anna.act(`/orders/${made.id}/hand-over`, { version: made.version });
  return made.id;
}

const marked = (page: Page): Promise<boolean> => page.evaluate((mark) => mark in window, ran);

/** Whether anything of a hostile name became more than text on the page. */
async function tracesOn(page: Page): Promise<string[]> {
  const faults: string[] = [];
  if (await marked(page)) faults.push(`${page.url()}: it ran`);
  const grown = await page.locator('img[src="x"], script:not([src]), [onerror]').count();
  if (grown > 0) faults.push(`${page.url()}: ${grown} elements grew from a name`);
  return faults;
}

/** Hears every answer of the API to the page; the returned function fails on a word of Romashka and counts them. */
function listen(page: Page): () => Promise<number> {
  const answers: Promise<void>[] = [];
  page.on('response', (answer) => {
    if (!answer.url().includes('/api/')) return;
    const read = answer.text().catch(() => '');
    answers.push(read.then((text) => assert.doesNotMatch(text, /Роза|Ромашка|7736050003|Вилка <img/, answer.url())));
  });
  return async () => {
    await Promise.all(answers);
    return answers.length;
  };
}
