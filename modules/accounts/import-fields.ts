import type { FieldSpec } from '#platform/exchange/field.ts';

/** The columns of a table of accounts, as 1C, CRMs and people call them. */
export const accountFields = [
  {
    name: 'code',
    parse: 'text',
    max: 40,
    synonyms: {
      ru: ['Код', 'Код клиента', 'Код контрагента', 'Номер клиента'],
      en: ['Code', 'Account code', 'Customer code', 'Customer no'],
    },
  },
  {
    name: 'externalId',
    parse: 'text',
    max: 100,
    synonyms: {
      ru: ['Внешний ид', 'Ид', 'GUID', 'УИД', 'Идентификатор', 'Ид в 1С'],
      en: ['External ID', 'ID', 'UUID', 'Ref'],
    },
  },
  {
    name: 'name',
    parse: 'text',
    max: 200,
    synonyms: {
      ru: ['Наименование', 'Название', 'Клиент', 'Контрагент', 'Партнёр', 'Краткое наименование', 'Компания'],
      en: ['Name', 'Account', 'Customer', 'Company', 'Account name', 'Customer name'],
    },
  },
  {
    name: 'fullName',
    parse: 'text',
    max: 500,
    synonyms: {
      ru: ['Полное наименование', 'Юридическое наименование', 'Наименование полное'],
      en: ['Full name', 'Legal name'],
    },
  },
  {
    name: 'kind',
    parse: 'text',
    max: 80,
    synonyms: {
      ru: ['Вид контрагента', 'Юр/физ лицо', 'Вид', 'Правовая форма', 'Тип лица'],
      en: ['Kind', 'Legal form', 'Entity type'],
    },
  },
  {
    name: 'inn',
    parse: 'text',
    max: 20,
    synonyms: { ru: ['ИНН', 'ИНН клиента', 'ИНН контрагента'], en: ['INN', 'Tax number', 'TIN', 'Tax ID'] },
  },
  { name: 'kpp', parse: 'text', max: 20, synonyms: { ru: ['КПП', 'КПП контрагента'], en: ['KPP'] } },
  {
    name: 'ogrn',
    parse: 'text',
    max: 20,
    synonyms: { ru: ['ОГРН', 'ОГРНИП', 'ОГРН/ОГРНИП'], en: ['OGRN', 'Registration number'] },
  },
  {
    name: 'group',
    parse: 'text',
    max: 200,
    synonyms: {
      ru: ['Холдинг', 'Группа компаний', 'Группа', 'Головной контрагент', 'ГК'],
      en: ['Group', 'Holding', 'Parent company', 'Account group'],
    },
  },
  {
    name: 'manager',
    parse: 'text',
    max: 200,
    synonyms: {
      ru: ['Менеджер', 'Ответственный', 'Основной менеджер', 'КАМ', 'Ответственный менеджер', 'Куратор'],
      en: ['Manager', 'Owner', 'Account manager', 'KAM', 'Responsible'],
    },
  },
  {
    name: 'roles',
    parse: 'text',
    max: 200,
    synonyms: {
      ru: ['Роль', 'Роли', 'Тип отношений', 'Тип контрагента', 'Тип клиента'],
      en: ['Role', 'Roles', 'Relationship', 'Account type'],
    },
  },
  {
    name: 'tier',
    parse: 'text',
    max: 40,
    synonyms: {
      ru: ['Категория', 'Класс', 'Уровень', 'Статус партнёра', 'ABC'],
      en: ['Tier', 'Class', 'Level', 'Category'],
    },
  },
  {
    name: 'isKey',
    parse: 'boolean',
    synonyms: { ru: ['Ключевой', 'Ключевой клиент', 'Признак ключевого'], en: ['Key', 'Key account', 'Is key'] },
  },
  {
    name: 'legalAddress',
    parse: 'text',
    max: 500,
    synonyms: {
      ru: ['Юридический адрес', 'Юр. адрес', 'Адрес', 'Адрес регистрации'],
      en: ['Legal address', 'Address', 'Registered address'],
    },
  },
  {
    name: 'actualAddress',
    parse: 'text',
    max: 500,
    synonyms: {
      ru: ['Фактический адрес', 'Факт. адрес', 'Почтовый адрес', 'Адрес доставки'],
      en: ['Actual address', 'Office address', 'Mailing address'],
    },
  },
  {
    name: 'phone',
    parse: 'text',
    max: 100,
    synonyms: {
      ru: ['Телефон', 'Телефоны', 'Тел.', 'Номер телефона'],
      en: ['Phone', 'Phones', 'Telephone', 'Phone number'],
    },
  },
  {
    name: 'email',
    parse: 'text',
    max: 200,
    synonyms: {
      ru: ['E-mail', 'Электронная почта', 'Эл. почта', 'Почта', 'Имейл'],
      en: ['Email', 'E-mail address', 'Mail'],
    },
  },
  {
    name: 'website',
    parse: 'text',
    max: 200,
    synonyms: { ru: ['Сайт', 'Веб-сайт', 'Адрес сайта'], en: ['Website', 'Site', 'URL', 'Web'] },
  },
  {
    name: 'segment',
    parse: 'text',
    max: 80,
    synonyms: { ru: ['Сегмент', 'Отрасль', 'Канал', 'Канал сбыта'], en: ['Segment', 'Industry', 'Channel'] },
  },
] as const satisfies readonly FieldSpec[];
