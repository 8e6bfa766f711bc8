import { kernelTexts } from '#kernel/refusal-texts.ts';
import { defineTexts, type Lang, mergeTexts, translate } from '#kernel/texts.ts';
import type { FieldSpec } from './field.ts';
import type { ExchangeProblem, HeaderProblem, RowProblem } from './problem.ts';

/** What people read for the codes of this folder: what is wrong, and what to do. */
export const exchangeTexts = defineTexts({
  ru: {
    'exchange.not_found': 'Файл не найден. Загрузите его ещё раз.',
    'exchange.empty_file': 'Файл пуст. Проверьте, тот ли файл выбран.',
    'exchange.too_large': 'Файл слишком велик. Разделите его на части и загрузите по одной.',
    'exchange.bomb':
      'Файл распаковывается до недопустимого размера и не прочитан. Сохраните таблицу заново и загрузите её.',
    'exchange.damaged_file':
      'Файл повреждён или загружен не до конца. Откройте его в Excel, сохраните заново и загрузите.',
    'exchange.nested_archive': 'Это архив с файлами внутри. Распакуйте его и загрузите саму таблицу.',
    'exchange.not_a_table': 'Это не таблица ({found}). Загрузите файл XLSX или CSV.',
    'exchange.old_excel':
      'Файл {found} не читается. В Excel выберите «Сохранить как», «Книга Excel (.xlsx)», без пароля.',
    'exchange.encrypted': 'Файл защищён паролем. Снимите пароль и загрузите файл ещё раз.',
    'exchange.xml_entities':
      'В файле есть внешние ссылки XML, такие файлы не читаются. Откройте его в Excel и сохраните заново.',
    'exchange.no_sheet': 'В книге нет листа «{sheet}». Выберите другой лист.',
    'exchange.no_header': 'Не найдена строка с названиями столбцов. Добавьте её или укажите её номер.',
    'exchange.busy': 'Сейчас читается другой файл .xz. Повторите через минуту.',
    'exchange.unclosed_quote': 'Кавычка открыта и не закрыта. Закройте её или удвойте кавычки внутри текста.',
    'exchange.row_too_long': 'Строка длиннее 1 МБ. Проверьте кавычки и переводы строк.',
    'exchange.too_many_columns':
      'В строке больше ячеек, чем столбцов в заголовке. Возьмите текст с разделителем в кавычки.',
    'exchange.nul_character': 'В ячейке есть нулевой символ. Введите значение заново.',
    'exchange.bad_encoding': 'Буквы не читаются: строка в другой кодировке. Сохраните файл как «CSV UTF-8» или XLSX.',
    'exchange.error_cell': 'В ячейке ошибка Excel: {value}. Исправьте формулу или введите значение.',
    'exchange.formula_without_value': 'У формулы нет результата. Откройте файл в Excel, пересчитайте и сохраните.',
    'exchange.bad_number': '«{value}» — не число или не дата. Введите значение заново.',
    'exchange.required': 'Поле обязательно, а ячейка пуста. Заполните её.',
    'exchange.too_long': 'Текст длиннее {max} знаков. Сократите его.',
    'exchange.too_large_value': '«{value}» — слишком большое число. Проверьте его.',
    'exchange.not_a_sum': '«{value}» — не сумма в рублях с копейками. Введите число, например 1234,56.',
    'exchange.not_a_price':
      '«{value}» — не цена. Введите число не более чем с четырьмя знаками после запятой, например 12,3456.',
    'exchange.not_a_quantity':
      '«{value}» — не количество. Введите число не более чем с тремя знаками после запятой, например 1,5.',
    'exchange.not_a_date': '«{value}» — не дата. Введите день, месяц и год, например 31.12.2025.',
    'exchange.not_an_integer': '«{value}» — не целое число. Введите число без дробной части.',
    'exchange.not_a_percent':
      '«{value}» — не процент. Введите число не более чем с двумя знаками после запятой, например 12,5.',
    'exchange.not_a_boolean': '«{value}» — не ответ. Введите «да» или «нет».',
    'exchange.unknown_column':
      'Столбец {column} «{header}» не узнан и не будет прочитан. Выберите для него поле или оставьте так.',
    'exchange.duplicate_column': 'Столбец {column} «{header}» повторяется. Проверьте, тот ли из них выбран.',
    'exchange.column_missing': 'Нет столбца для обязательного поля «{field}». Выберите его или добавьте в файл.',
    'exchange.no_columns':
      'Ни один столбец не узнан. Назовите их, например: {fields}, — или укажите строку с названиями.',
    'exchange.saved_column_missing':
      'Столбца «{header}», выбранного раньше для поля «{field}», в файле нет. Выберите другой.',
    'exchange.place_row': 'Строка {row}',
    'exchange.place_cell': 'Строка {row}, столбец {column} «{header}»',
    'exchange.place_field': 'Строка {row}, поле «{field}»',
  },
  en: {
    'exchange.not_found': 'The file was not found. Upload it again.',
    'exchange.empty_file': 'The file is empty. Check that it is the right one.',
    'exchange.too_large': 'The file is too large. Split it and upload the parts one by one.',
    'exchange.bomb': 'The file unpacks to an unreasonable size and was not read. Save the table anew and upload it.',
    'exchange.damaged_file':
      'The file is damaged or was not uploaded to its end. Open it in Excel, save it anew and upload it.',
    'exchange.nested_archive': 'This is an archive with files in it. Unpack it and upload the table itself.',
    'exchange.not_a_table': 'This is not a table ({found}). Upload an XLSX or CSV file.',
    'exchange.old_excel':
      'A file of type {found} cannot be read. In Excel choose Save As, Excel Workbook (.xlsx), no password.',
    'exchange.encrypted': 'The file is protected by a password. Remove it and upload the file again.',
    'exchange.xml_entities':
      'The file has external XML references; such files are not read. Open it in Excel and save it anew.',
    'exchange.no_sheet': 'The workbook has no sheet “{sheet}”. Choose another one.',
    'exchange.no_header': 'No row with column names was found. Add one or tell its number.',
    'exchange.busy': 'Another .xz file is being read. Try again in a minute.',
    'exchange.unclosed_quote':
      'A quotation mark is opened and not closed. Close it, or double the marks inside the text.',
    'exchange.row_too_long': 'The row is longer than 1 MB. Check quotation marks and line breaks.',
    'exchange.too_many_columns':
      'The row has more cells than the header has columns. Put text with a delimiter in quotation marks.',
    'exchange.nul_character': 'There is a NUL character in the cell. Type the value anew.',
    'exchange.bad_encoding':
      'The letters cannot be read: the row is in another encoding. Save the file as CSV UTF-8 or XLSX.',
    'exchange.error_cell': 'The cell has an Excel error: {value}. Mend the formula or type the value.',
    'exchange.formula_without_value': 'The formula has no result. Open the file in Excel, recalculate and save it.',
    'exchange.bad_number': '“{value}” is not a number or a date. Type the value anew.',
    'exchange.required': 'The field is required and the cell is empty. Fill it in.',
    'exchange.too_long': 'The text is longer than {max} characters. Shorten it.',
    'exchange.too_large_value': '“{value}” is too large a number. Check it.',
    'exchange.not_a_sum': '“{value}” is not a sum in roubles and kopecks. Type a number such as 1234.56.',
    'exchange.not_a_price': '“{value}” is not a price. Type a number with at most four decimals, such as 12.3456.',
    'exchange.not_a_quantity': '“{value}” is not a quantity. Type a number with at most three decimals, such as 1.5.',
    'exchange.not_a_date': '“{value}” is not a date. Type day, month and year, such as 31.12.2025.',
    'exchange.not_an_integer': '“{value}” is not a whole number. Type a number without decimals.',
    'exchange.not_a_percent': '“{value}” is not a percentage. Type a number with at most two decimals, such as 12.5.',
    'exchange.not_a_boolean': '“{value}” is no answer. Type “yes” or “no”.',
    'exchange.unknown_column':
      'Column {column} “{header}” is not known and will not be read. Choose a field for it or leave it.',
    'exchange.duplicate_column': 'Column {column} “{header}” is there twice. Check that the right one is chosen.',
    'exchange.column_missing': 'There is no column for the required field “{field}”. Choose one or add it to the file.',
    'exchange.no_columns': 'No column is known. Call them, for example, {fields}, or tell the row with their names.',
    'exchange.saved_column_missing':
      'Column “{header}”, chosen before for “{field}”, is not in the file. Choose another one.',
    'exchange.place_row': 'Row {row}',
    'exchange.place_cell': 'Row {row}, column {column} “{header}”',
    'exchange.place_field': 'Row {row}, field “{field}”',
  },
});

const allTexts = mergeTexts(exchangeTexts, kernelTexts);

// A code of problem.ts without a text does not compile below: `translate` takes known keys alone.

/** Why a file was refused, for people. */
export function fileProblemText({ code, details }: ExchangeProblem, lang: Lang): string {
  return translate(allTexts, lang, code, details);
}

/** What is odd about a header, for people; fields are named by their first synonym. */
export function headerProblemText(problem: HeaderProblem, lang: Lang, fields: readonly FieldSpec[]): string {
  const { code, column, header } = problem;
  return translate(allTexts, lang, code, { column, header, field: fieldLabel(problem.field, lang, fields) });
}

/** What is wrong in a row and what to do, without the place: for a table that shows the place in its own columns. */
export function rowProblemText({ code, value, params }: RowProblem, lang: Lang): string {
  return translate(allTexts, lang, code, { value, ...params });
}

/** The same with its column before it, for a list of a row's own problems: "C «Цена»: ..." */
export function columnProblemText(problem: RowProblem, lang: Lang, fields: readonly FieldSpec[]): string {
  return besideColumn(problem, rowProblemText(problem, lang), { lang, fields });
}

/** A text with the column it is about before it: the header as it stands in the file, else the field's name. */
export function besideColumn(
  { column, header, field }: Pick<RowProblem, 'column' | 'header' | 'field'>,
  text: string,
  { lang, fields }: { readonly lang: Lang; readonly fields: readonly FieldSpec[] },
): string {
  const name = header ?? fieldLabel(field, lang, fields);
  if (name === '') return text;
  const letter = column === null ? '' : `${column} `;
  return `${letter}${lang === 'ru' ? `«${name}»` : `“${name}”`}: ${text}`;
}

/** The same with its place before it: "Строка 7, столбец C «Цена»: ..." */
export function placedProblemText(problem: RowProblem, lang: Lang, fields: readonly FieldSpec[]): string {
  return `${placeText(problem, lang, fields)}: ${rowProblemText(problem, lang)}`;
}

function placeText({ row, column, header, field }: RowProblem, lang: Lang, fields: readonly FieldSpec[]): string {
  if (column !== null) return translate(allTexts, lang, 'exchange.place_cell', { row, column, header });
  if (field === null) return translate(allTexts, lang, 'exchange.place_row', { row });
  return translate(allTexts, lang, 'exchange.place_field', { row, field: fieldLabel(field, lang, fields) });
}

function fieldLabel(name: string | null, lang: Lang, fields: readonly FieldSpec[]): string {
  return fields.find((field) => field.name === name)?.synonyms[lang][0] ?? name ?? '';
}
