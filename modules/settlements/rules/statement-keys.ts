/** The format's first line. */
export const formatMark = '1CClientBankExchange';

/** Lines that open and close the parts of a file. */
export const marks = {
  account: 'СекцияРасчСчет',
  accountEnd: 'КонецРасчСчет',
  document: 'СекцияДокумент',
  documentEnd: 'КонецДокумента',
  fileEnd: 'КонецФайла',
} as const;

/** Keys of the header that may stand several times. */
export const repeatedHeaderKeys: ReadonlySet<string> = new Set(['РасчСчет', 'Документ']);

/** Keys that the standard wants in every header. */
export const requiredHeaderKeys = ['ВерсияФормата', 'Кодировка', 'ДатаНачала', 'ДатаКонца'] as const;

const header =
  'ВерсияФормата Кодировка Отправитель Получатель ДатаСоздания ВремяСоздания ДатаНачала ДатаКонца РасчСчет Документ';
const account = 'ДатаНачала ДатаКонца РасчСчет НачальныйОстаток ВсегоПоступило ВсегоСписано КонечныйОстаток';
const document = `
  Номер Дата Сумма КвитанцияДата КвитанцияВремя КвитанцияСодержание ДатаСписано ДатаПоступило
  ВидПлатежа КодНазПлатежа ВидОплаты Код Очередность
  НазначениеПлатежа НазначениеПлатежа1 НазначениеПлатежа2 НазначениеПлатежа3
  НазначениеПлатежа4 НазначениеПлатежа5 НазначениеПлатежа6
  СтатусСоставителя ПоказательКБК ОКАТО ПоказательОснования ПоказательПериода ПоказательНомера ПоказательДаты
  ПоказательТипа СрокАкцепта ВидАккредитива СрокПлатежа УсловиеОплаты1 УсловиеОплаты2 УсловиеОплаты3
  ПлатежПоПредст ДополнУсловия НомерСчетаПоставщика ДатаОтсылкиДок`;
const side = 'Счет ИНН КПП 1 2 3 4 РасчСчет Банк1 Банк2 БИК Корсчет';

/** Every key of the standard, by the part it belongs to. Others are kept and named in a warning. */
export const knownKeys = {
  header: keySet(header),
  account: keySet(account),
  document: keySet(`${document} ${sideKeys('Плательщик')} ${sideKeys('Получатель')}`),
} as const satisfies Record<string, ReadonlySet<string>>;

/** The keys a multi-line purpose may begin with. */
export function isPurposeKey(key: string): boolean {
  return key.startsWith('НазначениеПлатежа');
}

function sideKeys(name: string): string {
  return `${name} ${words(side)
    .map((part) => name + part)
    .join(' ')}`;
}

function keySet(text: string): ReadonlySet<string> {
  return new Set(words(text));
}

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
