import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { inspect } from 'node:util';
import fc from 'fast-check';
import jsQrModule from 'jsqr';
import { type PaymentOrder, paymentCode, paymentPurpose, qrSymbol } from './payment-qr.ts';

const jsQr = jsQrModule.default;
const order: PaymentOrder = {
  name: 'ООО «Продавец»',
  inn: '7700000016',
  kpp: '770001001',
  bankName: 'ПАО Сбербанк',
  bik: '044525225',
  correspondentAccount: '30101810400000000225',
  accountNumber: '40702810938000000001',
  sumMinor: 1_339_840n,
  purpose: 'Оплата по счёту № 1542 от 21.11.2026, в т.ч. НДС 2138-40',
};
const longName =
  'Общество с ограниченной ответственностью «Северо-Западная торгово-промышленная компания «Камертон Плюс»';

type Samples = { valid: { payload: string }[]; invalid: { payload: string; why: string }[] };
const samples: Samples = JSON.parse(readFileSync(new URL('./testdata/payment-codes.json', import.meta.url), 'utf8'));
const [fromOthers = '', ofBill = '', withBar = ''] = samples.valid.map(({ payload }) => payload);

test('the code of a bill is the sample, to the letter', () => {
  assert.equal(codeOf(order), ofBill);
});

test('a bar in the name makes another separator', () => {
  const short = { ...order, name: 'ООО "А|Б"', inn: '', kpp: '', sumMinor: 100n, purpose: '' };
  assert.equal(codeOf(short), withBar);
});

test('without any separator left there is no code', () => {
  assert.equal(refusalOf({ ...order, purpose: '|#;:^_~{}' }), 'documents.payment_no_separator');
});

const refused: [facts: Partial<PaymentOrder>, code: string][] = [
  [{ accountNumber: '407028109380000000' }, 'documents.payment_account_wrong'],
  [{ accountNumber: '40702810838000000001' }, 'documents.payment_account_wrong'],
  [{ bik: '44525225' }, 'documents.payment_bank_wrong'],
  [{ bankName: ' ' }, 'documents.payment_bank_wrong'],
  // The bank of the first sample: its correspondent account belongs to another BIK.
  [
    { accountNumber: '40702810138250123017', correspondentAccount: '30101810965770000413' },
    'documents.payment_bank_wrong',
  ],
  [{ inn: '7700000017' }, 'documents.payment_inn_wrong'],
  [{ kpp: '77' }, 'documents.payment_kpp_wrong'],
  [{ sumMinor: 0n }, 'documents.payment_sum_wrong'],
  [{ sumMinor: 10n ** 18n }, 'documents.payment_sum_wrong'],
  [{ name: '' }, 'documents.payment_name_too_long'],
  [{ name: 'Ы'.repeat(161) }, 'documents.payment_name_too_long'],
];
for (const [facts, code] of refused) {
  test(`no code is made of ${inspect(facts, { breakLength: Infinity, maxStringLength: 24 })}`, () => {
    assert.equal(refusalOf({ ...order, ...facts }), code);
  });
}

test('the purpose is one line of at most 210 characters, cut after a whole word', () => {
  const words = `Оплата\r\nпо счёту\t${'№ 1542 от 21.11.2026 '.repeat(20)}`;
  const purpose = field(codeOf({ ...order, purpose: words }), 'Purpose');
  assert.equal(purpose, `Оплата по счёту ${'№ 1542 от 21.11.2026 '.repeat(9)}№`);
});

test('a purpose without spaces is cut between characters, never inside one', () => {
  const purpose = field(codeOf({ ...order, purpose: '😀'.repeat(300) }), 'Purpose');
  assert.equal(purpose, '😀'.repeat(210));
});

test('a bank name is cut to 45 characters, and further when the mandatory block would pass 300 bytes', () => {
  const bankName = 'ФИЛИАЛ "ЦЕНТРАЛЬНЫЙ" БАНКА ВТБ (ПУБЛИЧНОЕ АКЦИОНЕРНОЕ ОБЩЕСТВО) Г. МОСКВА';
  assert.equal(field(codeOf({ ...order, bankName }), 'BankName'), 'ФИЛИАЛ "ЦЕНТРАЛЬНЫЙ" БАНКА ВТБ (ПУБЛИЧНОЕ');

  const code = codeOf({ ...order, bankName, name: longName });
  assert.equal(field(code, 'Name'), 'ООО «Северо-Западная торгово-промышленная компания «Камертон Плюс»');
  assert.equal(field(code, 'BankName'), 'ФИЛИАЛ "ЦЕНТРАЛЬНЫЙ" БАНКА ВТБ');
  assert.ok(mandatoryBytes(code) <= 300);
});

test('a bank without a correspondent account is written as 0', () => {
  const treasury = { bik: '024501901', correspondentAccount: '', accountNumber: '03100643000000017300' };
  assert.equal(field(codeOf({ ...order, ...treasury }), 'CorrespAcc'), '0');
});

test('the purpose of paying names the bill and its VAT', () => {
  const bill = {
    number: '1542',
    date: '2026-11-21',
    totals: { netMinor: '971893', vatMinor: '213840', grossMinor: '1185733' },
  };
  const taxed = { label: '22 %', vatMinor: '213840', grossMinor: '1185733' };
  const free = { label: 'без НДС', vatMinor: '', grossMinor: '100' };
  assert.equal(
    paymentPurpose({ ...bill, vatByRate: [taxed, free] }),
    'Оплата по счёту № 1542 от 21.11.2026, в т.ч. НДС 2138-40',
  );
  assert.equal(
    paymentPurpose({ ...bill, vatByRate: [free] }),
    'Оплата по счёту № 1542 от 21.11.2026, НДС не облагается',
  );
});

for (const payload of [fromOthers, ofBill, withBar, codeOf({ ...order, purpose: 'Оплата '.repeat(29) })]) {
  test(`a scanner reads the symbol of ${payload.slice(0, 40)}...`, () => {
    assert.equal(scanned(payload), payload);
  });
}

test('whatever the texts, the code keeps to the format', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 300 });
  fc.assert(
    fc.property(text, text, text, (name, bankName, purpose) => {
      const made = paymentCode({ ...order, name, bankName, purpose });
      if (!made.ok) return;
      const separator = made.value.slice(7, 8);
      const keys = made.value
        .slice(8)
        .split(separator)
        .map((part) => part.slice(0, part.indexOf('=')));
      assert.deepEqual(keys.slice(0, 6), ['Name', 'PersonalAcc', 'BankName', 'BIC', 'CorrespAcc', 'Sum']);
      assert.ok(mandatoryBytes(made.value) <= 300);
      assert.ok([...field(made.value, 'Purpose')].length <= 210);
      assert.doesNotMatch(made.value, /[\r\n\t]/);
    }),
  );
});

function codeOf(facts: PaymentOrder): string {
  const made = paymentCode(facts);
  assert.ok(made.ok, made.ok ? '' : made.code);
  return made.value;
}

function refusalOf(facts: PaymentOrder): string {
  const made = paymentCode(facts);
  return made.ok ? 'a code was made' : made.code;
}

function field(code: string, key: string): string {
  const parts = code.slice(8).split(code.slice(7, 8));
  return parts.find((part) => part.startsWith(`${key}=`))?.slice(key.length + 1) ?? '';
}

function mandatoryBytes(code: string): number {
  const separator = code.slice(7, 8);
  return Buffer.byteLength(code.split(separator).slice(0, 6).join(separator));
}

/** What a scanner sees: the path drawn as squares of 4 pixels with a white border, decoded by an independent reader. */
function scanned(payload: string): string {
  const { size, path } = qrSymbol(payload);
  const scale = 4;
  const border = 4;
  const side = (size + 2 * border) * scale;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, column = '', row = '', length = ''] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    for (let y = 0; y < scale; y += 1) {
      const from = ((Number(row) + border) * scale + y) * side + (Number(column) + border) * scale;
      for (let x = 0; x < Number(length) * scale; x += 1) pixels.fill(0, (from + x) * 4, (from + x) * 4 + 3);
    }
  }
  const found = jsQr(pixels, side, side);
  return found === null ? 'nothing found' : new TextDecoder().decode(Uint8Array.from(found.binaryData));
}
