/** What the demo company sells: portable electronics, some books. Brands are invented. */

/** When the goods of a line are bought most: the year's seasons stand in history/season.ts. */
export type Season = 'gifts' | 'school' | 'travel' | 'even';

export type Line = {
  /** The articles of the line begin with it. */
  readonly key: string;
  readonly path: readonly [root: string, ...rest: string[]];
  readonly noun: string;
  /** How many articles. */
  readonly count: number;
  /** РРЦ in roubles, the cheapest and the dearest. */
  readonly rrp: readonly [least: number, most: number];
  /** What articles of one model differ in. */
  readonly kinds: readonly string[];
  readonly colours: readonly string[];
  readonly brands: readonly string[];
  readonly pack: number;
  readonly season: Season;
  readonly vat?: 'reduced';
  readonly unit?: 'компл';
};

const root = 'Портативная электроника';
const colours = ['чёрный', 'белый', 'синий', 'графит', 'песочный', 'мятный'];
const few = ['чёрный', 'белый'];
const none = [''];

const power = ['Вольтарика', 'Токмира', 'Зарядис', 'Искрона', 'Ампелла', 'Дорожник'];
const audio = ['Громель', 'Тембрия', 'Басарика', 'Звукарь', 'Ладозвон', 'Эхолада'];
const cables = ['Кабелон', 'Проводея', 'Витопар', 'Зарядис', 'Сетевия'];
const cases = ['Чехлис', 'Футлярия', 'Бронекс', 'Панцирион', 'Магнетта', 'Держалис'];
const watches = ['Хронида', 'Тикатай', 'Минутек', 'Пульсида'];
const memory = ['Флешара', 'Памятис', 'Гигарта', 'Карталон'];
const desk = ['Клавион', 'Мышара', 'Хабулон', 'Сетевия'];
const light = ['Световик', 'Фонарика', 'Лучезория', 'Северта'];
const press = ['Литерника', 'Схемотека', 'Паяльщик'];

export const lines: readonly Line[] = [
  { key: 'PB', path: [root, 'Питание', 'Внешние аккумуляторы'], noun: 'Внешний аккумулятор', count: 120, rrp: [1_190, 6_990], kinds: ['5 000 мА·ч', '10 000 мА·ч', '20 000 мА·ч', '30 000 мА·ч', '20 000 мА·ч 65 Вт'], colours, brands: power, pack: 10, season: 'travel' },
  { key: 'CH', path: [root, 'Питание', 'Сетевые зарядные устройства'], noun: 'Зарядное устройство', count: 110, rrp: [490, 4_490], kinds: ['12 Вт USB-A', '20 Вт USB-C', '30 Вт USB-C', '45 Вт 2 порта', '65 Вт GaN 3 порта', '100 Вт GaN 4 порта'], colours: few, brands: power, pack: 20, season: 'even' },
  { key: 'CC', path: [root, 'Питание', 'Автомобильные зарядные устройства'], noun: 'Автомобильное зарядное устройство', count: 70, rrp: [390, 2_490], kinds: ['18 Вт', '36 Вт 2 порта', '60 Вт USB-C', '95 Вт'], colours: few, brands: power, pack: 20, season: 'travel' },
  { key: 'CW', path: [root, 'Питание', 'Беспроводные зарядные устройства'], noun: 'Беспроводная зарядка', count: 60, rrp: [990, 5_490], kinds: ['10 Вт', '15 Вт', '15 Вт с магнитом', '3 в 1'], colours: few, brands: power, pack: 10, season: 'gifts' },
  { key: 'BT', path: [root, 'Питание', 'Элементы питания'], noun: 'Элементы питания', count: 60, rrp: [89, 690], kinds: ['AA 4 шт', 'AAA 4 шт', 'AA 12 шт', 'AAA 12 шт', 'CR2032 5 шт', '9 В'], colours: none, brands: ['Искрона', 'Ампелла', 'Северта'], pack: 48, season: 'even' },
  { key: 'HT', path: [root, 'Аудио', 'Наушники беспроводные'], noun: 'Наушники беспроводные', count: 120, rrp: [1_490, 12_990], kinds: ['Lite', 'Pro', 'Air', 'Sport', 'ANC'], colours, brands: audio, pack: 10, season: 'gifts' },
  { key: 'HW', path: [root, 'Аудио', 'Наушники проводные'], noun: 'Наушники проводные', count: 80, rrp: [290, 2_490], kinds: ['3,5 мм', 'USB-C', '3,5 мм с микрофоном'], colours: few, brands: audio, pack: 20, season: 'school' },
  { key: 'HO', path: [root, 'Аудио', 'Наушники накладные'], noun: 'Наушники накладные', count: 70, rrp: [1_990, 14_990], kinds: ['Studio', 'Game', 'Kids', 'ANC'], colours, brands: audio, pack: 5, season: 'gifts' },
  { key: 'SP', path: [root, 'Аудио', 'Портативные колонки'], noun: 'Колонка портативная', count: 100, rrp: [1_290, 15_990], kinds: ['5 Вт', '10 Вт', '20 Вт', '40 Вт', '60 Вт Party'], colours, brands: audio, pack: 6, season: 'gifts' },
  { key: 'MC', path: [root, 'Аудио', 'Микрофоны'], noun: 'Микрофон', count: 40, rrp: [990, 7_990], kinds: ['петличный', 'USB', 'беспроводной, 2 шт'], colours: few, brands: audio, pack: 10, season: 'even' },
  { key: 'UC', path: [root, 'Кабели', 'USB-C'], noun: 'Кабель USB-C', count: 100, rrp: [190, 1_490], kinds: ['0,3 м', '1 м', '1,5 м', '2 м', '1 м 100 Вт', '2 м 240 Вт'], colours: [...few, 'красный'], brands: cables, pack: 50, season: 'even' },
  { key: 'U8', path: [root, 'Кабели', '8-pin'], noun: 'Кабель 8-pin', count: 70, rrp: [190, 1_290], kinds: ['1 м', '1,5 м', '2 м', '1 м USB-C'], colours: few, brands: cables, pack: 50, season: 'even' },
  { key: 'UM', path: [root, 'Кабели', 'Micro-USB'], noun: 'Кабель Micro-USB', count: 40, rrp: [99, 490], kinds: ['1 м', '2 м', '3 м'], colours: few, brands: cables, pack: 50, season: 'even' },
  { key: 'HD', path: [root, 'Кабели', 'HDMI и AUX'], noun: 'Кабель', count: 50, rrp: [190, 2_490], kinds: ['HDMI 1,5 м', 'HDMI 3 м', 'HDMI 5 м 8K', 'AUX 1 м'], colours: ['чёрный'], brands: cables, pack: 25, season: 'even' },
  { key: 'CP', path: [root, 'Защита и крепление', 'Чехлы для смартфонов'], noun: 'Чехол для смартфона', count: 120, rrp: [290, 2_490], kinds: ['6,1"', '6,5"', '6,7"', '6,1" с магнитом', '6,7" книжка'], colours, brands: cases, pack: 20, season: 'even' },
  { key: 'GL', path: [root, 'Защита и крепление', 'Защитные стёкла'], noun: 'Стекло защитное', count: 80, rrp: [190, 1_290], kinds: ['6,1"', '6,5"', '6,7"', '6,1" антишпион'], colours: none, brands: cases, pack: 30, season: 'even' },
  { key: 'CT', path: [root, 'Защита и крепление', 'Чехлы для планшетов'], noun: 'Чехол для планшета', count: 50, rrp: [790, 3_990], kinds: ['8"', '10,9"', '11"', '12,9"'], colours, brands: cases, pack: 10, season: 'school' },
  { key: 'HL', path: [root, 'Защита и крепление', 'Держатели'], noun: 'Держатель автомобильный', count: 70, rrp: [390, 2_990], kinds: ['магнитный', 'с зажимом', 'на присоске', 'с зарядкой 15 Вт'], colours: few, brands: cases, pack: 20, season: 'travel' },
  { key: 'SW', path: [root, 'Носимые устройства', 'Смарт-часы'], noun: 'Смарт-часы', count: 80, rrp: [3_490, 24_990], kinds: ['41 мм', '45 мм', '47 мм GPS', 'Kids 4G'], colours, brands: watches, pack: 5, season: 'gifts' },
  { key: 'FB', path: [root, 'Носимые устройства', 'Фитнес-браслеты'], noun: 'Фитнес-браслет', count: 50, rrp: [1_490, 5_990], kinds: ['7', '8', '8 NFC'], colours, brands: watches, pack: 10, season: 'gifts' },
  { key: 'ST', path: [root, 'Носимые устройства', 'Ремешки'], noun: 'Ремешок', count: 60, rrp: [390, 1_990], kinds: ['20 мм', '22 мм', '41 мм', '45 мм'], colours, brands: watches, pack: 20, season: 'even' },
  { key: 'FD', path: [root, 'Память', 'Флеш-накопители'], noun: 'Флеш-накопитель', count: 80, rrp: [390, 3_990], kinds: ['32 ГБ', '64 ГБ', '128 ГБ', '256 ГБ', '128 ГБ USB-C'], colours: few, brands: memory, pack: 20, season: 'school' },
  { key: 'MS', path: [root, 'Память', 'Карты памяти'], noun: 'Карта памяти microSD', count: 50, rrp: [490, 4_990], kinds: ['32 ГБ', '64 ГБ', '128 ГБ', '256 ГБ', '512 ГБ'], colours: none, brands: memory, pack: 25, season: 'travel' },
  { key: 'SD', path: [root, 'Память', 'Внешние накопители'], noun: 'Внешний накопитель SSD', count: 30, rrp: [5_990, 24_990], kinds: ['512 ГБ', '1 ТБ', '2 ТБ'], colours: few, brands: memory, pack: 5, season: 'school' },
  { key: 'MO', path: [root, 'Рабочее место', 'Мыши'], noun: 'Мышь беспроводная', count: 50, rrp: [690, 4_990], kinds: ['Office', 'Silent', 'Game', 'Trackball'], colours: few, brands: desk, pack: 20, season: 'school' },
  { key: 'KB', path: [root, 'Рабочее место', 'Клавиатуры'], noun: 'Клавиатура', count: 30, rrp: [990, 7_990], kinds: ['мембранная', 'механическая', 'складная'], colours: few, brands: desk, pack: 10, season: 'school' },
  { key: 'HB', path: [root, 'Рабочее место', 'Разветвители'], noun: 'Разветвитель USB', count: 40, rrp: [690, 6_990], kinds: ['4 порта', '5 в 1', '7 в 1', '11 в 1'], colours: ['графит'], brands: desk, pack: 10, season: 'even' },
  { key: 'LT', path: [root, 'Свет', 'Фонари и лампы'], noun: 'Фонарь светодиодный', count: 50, rrp: [390, 3_990], kinds: ['налобный', 'кемпинговый', 'ручной', 'велосипедный'], colours: few, brands: light, pack: 12, season: 'travel' },
  { key: 'KT', path: [root, 'Свет', 'Наборы для путешествий'], noun: 'Набор путешественника', count: 20, rrp: [1_990, 6_990], kinds: ['«Выходной»', '«Отпуск»', '«Экспедиция»'], colours: none, brands: ['Дорожник', 'Северта'], pack: 4, season: 'travel', unit: 'компл' },
  { key: 'BK', path: ['Книги'], noun: 'Справочник', count: 50, rrp: [390, 1_490], kinds: ['«Ремонт гаджетов»', '«Звук в походе»', '«Электроника для школьника»', '«Аккумуляторы без тайн»', '«Паяем вместе»'], colours: none, brands: press, pack: 10, season: 'school', vat: 'reduced' },
];
