import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import iconv from 'iconv-lite';
import { newId } from '#kernel/id.ts';
import { kernelTexts } from '#kernel/refusal-texts.ts';
import { hasText, mergeTexts, translate } from '#kernel/texts.ts';
import { accountsImport } from '#modules/accounts/import.ts';
import { texts as accountTexts } from '#modules/accounts/texts.ts';
import { pricesImport } from '#modules/pricing/import.ts';
import { ids, newWorld, type Person } from '#tests/harness/world.ts';
import { errorSink } from './error-sink.ts';
import type { ImportFile, ImportSettings } from './import-file.ts';
import type { AnyImportKind } from './kind.ts';
import { madeWorkbook, textRow } from './made-workbook.ts';
import type { TextOf } from './placed-problem.ts';
import { type ImportWatch, runImport } from './run.ts';
import { exchangeTexts } from './texts.ts';

const world = await newWorld();
const { admin, anna, finance } = { ...world.people, finance: world.people.fyodor };
const folder = await mkdtemp(path.join(os.tmpdir(), 'kam-run-'));
after(() => rm(folder, { recursive: true, force: true }));

const all = mergeTexts(exchangeTexts, kernelTexts, accountTexts);
const textOf: TextOf = (code, lang, params) => (hasText(all, code) ? translate(all, lang, code, params) : null);

async function fileOf(name: string, content: string | Uint8Array): Promise<string> {
  const place = path.join(folder, name);
  await writeFile(place, content);
  return place;
}

type Run = {
  readonly who?: Person;
  readonly kind?: AnyImportKind;
  readonly runId?: string;
  readonly settings?: ImportSettings;
  readonly dryRun?: boolean;
  readonly watch?: ImportWatch;
};
const run = (place: string, { who = admin, kind = accountsImport, settings = {}, dryRun = false, ...more }: Run = {}) =>
  runImport(
    {
      platform: world.platform,
      actor: who,
      kind,
      runId: more.runId ?? newId(),
      path: place,
      settings,
      dryRun,
      requestId: 'test',
    },
    more.watch,
  );
const done = async (place: string, more: Run = {}) => {
  const answer = await run(place, more);
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  const { rows, created, updated, unchanged, rejected, warnings } = answer.value;
  return { rows, created, updated, unchanged, rejected, warnings };
};
const countOf = async (prefix: string): Promise<number> => {
  const rows = await world.owner('select count(*)::int as n from account where org_id = $1 and code like $2', [
    ids.org,
    `${prefix}%`,
  ]);
  return Number(rows[0]?.['n']);
};

/** Imports with an error file beside; answers the counts and the text of the error file. */
async function withErrors(place: string, more: Run = {}) {
  const errors = path.join(folder, `errors-${newId()}`);
  let sink: ReturnType<typeof errorSink> | null = null;
  const opened = (file: ImportFile) => {
    sink = errorSink({ path: errors, file, lang: 'ru', textOf });
  };
  const counts = await done(place, { ...more, watch: { opened, rejected: (rows) => sink?.add(rows) } });
  const isThere = await (sink as ReturnType<typeof errorSink> | null)?.close();
  return { counts, errors, isThere: isThere === true };
}

describe('the import runner', () => {
  const russian =
    'Отчёт по клиентам на 01.11.2026;;;;\r\n' +
    ';;;;\r\n' +
    'Код клиента;Наименование;ИНН;КПП;Телефон\r\n' +
    'Р-1;ООО «Ёж и Ко»;7707083893;770701001;8 495 123-45-67\r\n' +
    'Р-2;ООО «Неверный»;7707083894;;\r\n' +
    'Р-3;АО «Север»;;;"8 (812) 000-00-01"\r\n' +
    'Итого;3;;;\r\n';

  test('CSV in cp1251 with titles, a total and semicolons: rows are taken, rejected ones come back with why', async () => {
    const place = await fileOf('accounts.csv', iconv.encode(russian, 'win1251'));
    const { counts, errors, isThere } = await withErrors(place);
    assert.deepEqual(counts, { rows: 3, created: 2, updated: 0, unchanged: 0, rejected: 1, warnings: 0 });
    assert.ok(isThere);
    const text = await readFile(errors, 'utf8');
    assert.equal(
      text,
      '\ufeffКод клиента;Наименование;ИНН;КПП;Телефон;Строка;Ошибка;\r\n' +
        'Р-2;ООО «Неверный»;7707083894;;;5;C «ИНН»: В ИНН опечатка: не сходится контрольная цифра;\r\n',
    );
  });

  test('the error file, mended, is uploaded as it is; the same again changes nothing', async () => {
    const place = await fileOf(
      'again.csv',
      iconv.encode(russian.replaceAll('Р-', 'М-').replace('7707083893', '5036045205'), 'win1251'),
    );
    const { errors } = await withErrors(place);
    const mended = (await readFile(errors, 'utf8')).replace('7707083894', '7736207543');
    const again = await fileOf('mended.csv', mended);
    const none = { updated: 0, rejected: 0, warnings: 0 };
    assert.deepEqual((await withErrors(again)).counts, { rows: 1, created: 1, unchanged: 0, ...none });
    assert.deepEqual(await withErrors(again).then(({ counts, isThere }) => ({ ...counts, isThere })), {
      rows: 1,
      created: 0,
      unchanged: 1,
      ...none,
      isThere: false,
    });
    assert.equal(await countOf('М-'), 3);
  });

  test('XLSX as Excel makes it: numbers as text, shared strings, an error file that is a workbook again', async () => {
    const sheet =
      textRow(1, ['Код', 'Наименование', 'ИНН', 'Ключевой']) +
      '<row r="2"><c r="A2" t="inlineStr"><is><t>Э-1</t></is></c><c r="B2" t="inlineStr"><is><t>ООО «Экс»</t></is></c>' +
      '<c r="C2"><v>7802870820</v></c><c r="D2" t="inlineStr"><is><t>да</t></is></c></row>' +
      textRow(3, ['Э-2', 'ООО «Эль»', 'нет', 'может быть']);
    const place = await fileOf('accounts.xlsx', madeWorkbook({ sheet }));
    const { counts, errors } = await withErrors(place);
    assert.deepEqual(counts, { rows: 2, created: 1, updated: 0, unchanged: 0, rejected: 1, warnings: 0 });
    assert.equal((await readFile(errors)).subarray(0, 2).toString(), 'PK');
    const mended = await withErrors(errors);
    assert.equal(mended.counts.rejected, 1, 'an error file that was not mended is rejected for the same reasons');
  });

  test('a saved mapping goes before the guess; columns, dates and rounding are settled by hand', async () => {
    const place = await fileOf('odd.csv', 'A,B,C\nС-1,ООО «Своя»,x\n');
    const refused = await run(place, { kind: pricesImport });
    assert.equal(refused.ok ? '' : refused.code, 'exchange.column_missing');
    const counts = await done(place, { settings: { columns: { code: 'A', name: 1, segment: null } } });
    assert.equal(counts.created, 1);
    assert.equal(await countOf('С-'), 1);
  });

  test('a file none of whose columns is known is refused, not read as rows of nothing', async () => {
    const place = await fileOf('strange.csv', 'X;Y\n1;2\n3;4\n');
    for (const dryRun of [true, false]) {
      const refused = await run(place, { dryRun });
      assert.deepEqual(refused, {
        ok: false,
        code: 'exchange.no_columns',
        details: { fields: 'Код, Внешний ид, Наименование, Полное наименование, Вид контрагента' },
      });
    }
  });

  test('a dry run says the same and leaves nothing', async () => {
    const place = await fileOf('dry.csv', 'Код;Наименование\nД-1;Раз\nД-2;Два\nД-3;\n');
    const dry = await done(place, { dryRun: true });
    assert.deepEqual(dry, { rows: 3, created: 2, updated: 0, unchanged: 0, rejected: 1, warnings: 0 });
    assert.equal(await countOf('Д-'), 0);
    assert.deepEqual(await done(place), dry);
  });

  test('the right to import and the right of the kind are both needed; a file that is no table is refused', async () => {
    const place = await fileOf('rights.csv', 'Код;Наименование\nН-1;Раз\n');
    for (const who of [anna, finance]) {
      const answer = await run(place, { who });
      assert.equal(answer.ok ? '' : answer.code, 'platform.forbidden');
    }
    const picture = await fileOf('picture.csv', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
    const answer = await run(picture);
    assert.equal(answer.ok ? '' : answer.code, 'exchange.not_a_table');
    assert.equal(await countOf('Н-'), 0);
  });
});

describe('a run that is cut off', () => {
  const many = (prefix: string): string =>
    `Код;Наименование\n${Array.from({ length: 12_001 }, (_, at) => `${prefix}${at};Клиент ${at}`).join('\n')}\n`;
  const clean = { rows: 12_001, created: 12_001, updated: 0, unchanged: 0, rejected: 0, warnings: 0 };

  test('goes on under the same id: counts are those of one clean run, nothing is done twice', async () => {
    const place = await fileOf('many.csv', many('О-'));
    const runId = newId();
    const progress = () => {
      throw new Error('the power is gone');
    };
    await assert.rejects(run(place, { runId, watch: { progress } }), /the power is gone/);
    // The second batch was begun beside the first, and ends.
    assert.equal(await countOf('О-'), 10_000);
    assert.deepEqual(await done(place, { runId }), clean);
    assert.deepEqual(await done(place, { runId }), clean);
    const events = await world.owner(
      "select count(*)::int as n from event e join account a on a.org_id = e.org_id and a.id = e.subject_id where e.name = 'accounts.imported' and a.code like 'О-%'",
    );
    assert.equal(events[0]?.['n'], 12_001);
    assert.deepEqual(await done(place), { ...clean, created: 0, unchanged: 12_001 });
  });

  test('is not taken on with another file or mapping', async () => {
    const runId = newId();
    const first = await fileOf('first.csv', 'Код;Наименование\nД1-1;Раз\n');
    const other = await fileOf('other.csv', 'Код;Наименование\nД1-2;Два\n');
    assert.equal((await done(first, { runId })).created, 1);
    const answer = await run(other, { runId });
    assert.equal(answer.ok ? '' : answer.code, 'platform.key_reused');
  });

  test('stops between batches when it is cancelled, and tells what was done', async () => {
    const place = await fileOf('cancel.csv', many('П-'));
    let batches = 0;
    const watch: ImportWatch = {
      progress: () => {
        batches += 1;
      },
      cancelled: () => batches === 1,
    };
    const answer = await run(place, { watch });
    assert.ok(answer.ok && answer.value.cancelled);
    // The batch that was under way beside the first is counted too.
    assert.equal(answer.ok && answer.value.created, 10_000);
    assert.equal(await countOf('П-'), 10_000);
  });

  test('a batch that means accounts of the one before waits for it: the same as in one', async () => {
    const twice = `Код;Наименование;ИНН\n${Array.from({ length: 7_000 }, (_, at) => `Щ-${at % 5_500};Клиент ${at};`).join('\n')}\n`;
    const place = await fileOf('twice.csv', twice);
    const report = await done(place);
    assert.deepEqual([report.created, report.updated, report.rejected], [5_500, 1_500, 0]);
    assert.deepEqual(await world.owner("select name from account where code = 'Щ-3'"), [{ name: 'Клиент 5503' }]);
  });

  test('batches without a key in common are applied at the same time, and counted in their order', async () => {
    let under = 0;
    let most = 0;
    const kind: AnyImportKind = {
      ...accountsImport,
      apply: async (...given: Parameters<typeof accountsImport.apply>) => {
        under += 1;
        most = Math.max(most, under);
        await new Promise((resolve) => setTimeout(resolve, 50));
        const outcomes = await accountsImport.apply(...given);
        under -= 1;
        return outcomes;
      },
    };
    const rows: number[] = [];
    const place = await fileOf('apart.csv', many('А-'));
    assert.deepEqual(await done(place, { kind, watch: { progress: (counts) => void rows.push(counts.rows) } }), clean);
    assert.deepEqual([most, rows], [2, [5_000, 10_000, 12_001]]);
    const { keysOf: _, ...alone } = kind as typeof accountsImport;
    most = 0;
    await done(place, { kind: alone });
    assert.equal(most, 1);
  });
});
