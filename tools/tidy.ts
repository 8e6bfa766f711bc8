/** The house style that a linter does not know (STYLE.md), as lines of complaint. */
import type { Source } from './boundaries.ts';

type Rule = {
  readonly why: string;
  readonly applies: (path: string) => boolean;
  readonly breaks: (text: string, path: string) => boolean;
};

const isTest = (path: string): boolean => /\.(test|fixture)\.tsx?$|^tests\/|testing\.fixture/.test(path);
const isOurs = (path: string): boolean => !/^schema\/database\.ts$/.test(path);
const inModule = (path: string): boolean => path.startsWith('modules/') && !isTest(path);
const fileName = (path: string): string => path.split('/').at(-1) ?? '';

/** The text without its comments. */
const code = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');

const linesMost = 400;
const lineMost = 160;
const vague = /^(utils?|helpers?|common|shared|misc|service|manager|base|dto|mapper|types|constants)\.tsx?$/;

const rules: readonly Rule[] = [
  {
    why: `a file over ${linesMost} lines hides a second noun`,
    // A table of texts is as long as what it says in two languages.
    applies: (path) => isOurs(path) && !/\/texts[/.-]/.test(path),
    breaks: (text, path) => !isTest(path) && text.split('\n').length > linesMost,
  },
  {
    why: `a line over ${lineMost} characters`,
    applies: (path) => isOurs(path) && !isTest(path),
    breaks: (text) => text.split('\n').some((line) => line.length > lineMost),
  },
  { why: 'a name that says nothing', applies: isOurs, breaks: (_text, path) => vague.test(fileName(path)) },
  {
    why: 'a rule takes time and chance as arguments',
    applies: (path) => inModule(path) && /\/(rules|model|policy)(\/|\.ts)/.test(path),
    breaks: (text) => /new Date\(\)|Date\.now\(\)|Math\.random\(\)/.test(text),
  },
  {
    why: 'only runCommand opens a transaction',
    applies: (path) => inModule(path) && /\/commands?(\/|\.ts)/.test(path),
    breaks: (text) => /\.transaction\(\)|writeOrg\(/.test(text) && !text.includes('the door before a session'),
  },
  {
    why: 'no floats near money',
    applies: (path) => inModule(path) && !path.includes('/screens/'),
    breaks: (text) => /\bparseFloat\(|\.toFixed\(/.test(code(text)),
  },
  {
    why: 'a type given up',
    applies: (path) => isOurs(path) && !isTest(path),
    breaks: (text) => /:\s*any\b|\bas any\b/.test(code(text)) || /@ts-(ignore|nocheck)/.test(text),
  },
  {
    why: 'left open',
    applies: (path) => isOurs(path) && !path.startsWith('tools/'),
    breaks: (text) => /\b(TODO|FIXME|XXX|HACK)\b|not implemented|\b(test|describe|it)\.(skip|only|todo)\(/.test(text),
  },
  { why: 'a silent catch', applies: isOurs, breaks: (text) => /catch\s*(\([^)]*\))?\s*\{\s*\}/.test(text) },
  {
    why: 'text of a screen outside texts',
    applies: (path) => /\/screens\/.*\.tsx$/.test(path) || /^web\/(shell|ui)\/.*\.tsx$/.test(path),
    breaks: (text) => />[^<>{}=]*[А-Яа-яЁё]{2,}[^<>{}]*</.test(code(text)),
  },
  {
    why: 'SQL built from text',
    applies: (path) => inModule(path),
    breaks: (text) => /sql\.raw\(\s*`[^`]*\$\{/.test(text),
  },
];

/** Everything in the sources that breaks the style, a line each. */
export function complaints(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, text }) =>
    rules.filter((rule) => rule.applies(path) && rule.breaks(text, path)).map((rule) => `${path}: ${rule.why}`),
  );
}
