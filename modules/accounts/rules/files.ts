/** Uploaded files: what they are by their content, and a name that is safe to keep and to give back. */
import { ok, type Result, refuse } from '#kernel/result.ts';
import { oneLine } from './text.ts';

/** So many first bytes tell the type. */
export const headBytes = 4_096;

type Kind = { readonly mediaType: string; readonly endings: readonly string[] };

const office: Readonly<Record<string, Kind>> = {
  'word/': { mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', endings: ['docx'] },
  'xl/': { mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', endings: ['xlsx', 'xlsm'] },
  'ppt/': { mediaType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation', endings: ['pptx'] },
};
const zip: Kind = { mediaType: 'application/zip', endings: ['zip', 'docx', 'xlsx', 'xlsm', 'pptx', 'odt', 'ods'] };
const plain: Kind = { mediaType: 'text/plain', endings: ['txt', 'csv', 'tsv', 'log', 'md', 'eml', 'ics', 'vcf'] };
const xml: Kind = { mediaType: 'application/xml', endings: ['xml'] };

/** What the first bytes are, as Latin-1: a beginning, or the beginnings that stand at a place. */
const signatures: readonly (readonly [at: number, beginnings: readonly string[], kind: Kind])[] = [
  [0, ['%PDF-'], { mediaType: 'application/pdf', endings: ['pdf'] }],
  [0, ['\x89PNG\r\n\x1a\n'], { mediaType: 'image/png', endings: ['png'] }],
  [0, ['\xff\xd8\xff'], { mediaType: 'image/jpeg', endings: ['jpg', 'jpeg'] }],
  [0, ['GIF87a', 'GIF89a'], { mediaType: 'image/gif', endings: ['gif'] }],
  [8, ['WEBP'], { mediaType: 'image/webp', endings: ['webp'] }],
  [0, ['II*\0', 'MM\0*'], { mediaType: 'image/tiff', endings: ['tif', 'tiff'] }],
  [4, ['ftypheic', 'ftypheix', 'ftypmif1', 'ftypmsf1'], { mediaType: 'image/heic', endings: ['heic', 'heif'] }],
  [
    0,
    ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
    { mediaType: 'application/x-ole-storage', endings: ['doc', 'xls', 'ppt', 'msg'] },
  ],
  [0, ['{\\rtf1'], { mediaType: 'application/rtf', endings: ['rtf'] }],
  [0, ['7z\xbc\xaf\x27\x1c'], { mediaType: 'application/x-7z-compressed', endings: ['7z'] }],
  [0, ['Rar!\x1a\x07'], { mediaType: 'application/vnd.rar', endings: ['rar'] }],
  [0, ['\xff\xfe', '\xfe\xff'], plain],
];

export type FileRefusal = 'accounts.file_empty' | 'accounts.file_kind';

/**
 * The type of a file by its first bytes, never by what the sender calls it. Papers, tables, pictures, mail, archives;
 * refuses programs, scripts of pages (HTML, SVG) and whatever is not known.
 */
export function typeOf(head: Uint8Array): Result<Kind, FileRefusal> {
  if (head.length === 0) return refuse('accounts.file_empty');
  const text = Buffer.from(head).toString('latin1');
  const known = signatures.find(([at, beginnings]) => beginnings.some((one) => text.startsWith(one, at)));
  if (known !== undefined) return ok(known[2]);
  if (text.startsWith('PK\x03\x04') || text.startsWith('PK\x05\x06')) return ok(archiveKind(text));
  return textKind(text);
}

function archiveKind(text: string): Kind {
  const part = text.includes('[Content_Types].xml')
    ? Object.keys(office).find((folder) => text.includes(folder))
    : undefined;
  return (part === undefined ? undefined : office[part]) ?? zip;
}

function textKind(text: string): Result<Kind, FileRefusal> {
  const body = text
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart()
    .toLowerCase();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these tell a program from a text
  const binary = /[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(text);
  const page = /^<(!doctype\s+(html|svg)|html|head|body|script|iframe|svg)\b/.test(withoutProlog(body));
  if (binary || page || body.startsWith('#!')) return refuse('accounts.file_kind');
  return ok(body.startsWith('<?xml') ? xml : plain);
}

/** A text of marks without what may stand before its first element. A comment that does not end hides all the rest. */
function withoutProlog(text: string): string {
  let rest = text.trimStart();
  for (const [begins, ends] of [
    ['<?xml', '>'],
    ['<!--', '-->'],
    ['<?xml', '>'],
  ] as const) {
    while (rest.startsWith(begins)) {
      const end = rest.indexOf(ends);
      rest = end < 0 ? '<html>' : rest.slice(end + ends.length).trimStart();
    }
  }
  return rest;
}

const nameMost = 120;
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * A file's name safe for any system: no folders, no signs that systems forbid, no unseen marks, at most 120 characters,
 * with an ending that fits the type: 'счёт.exe' that is a PDF becomes 'счёт.exe.pdf'.
 */
export function safeName(given: string, kind: Kind): string {
  const base = oneLine(given.toWellFormed().split(/[/\\]/).at(-1) ?? '')
    .replace(/[<>:"|?*\p{Cc}]/gu, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const dot = base.lastIndexOf('.');
  const ending = dot > 0 ? base.slice(dot + 1).toLowerCase() : '';
  const fits = kind.endings.includes(ending);
  const stem = (fits ? base.slice(0, dot) : base) || 'file';
  const tail = fits ? ending : (kind.endings[0] ?? 'bin');
  const first = stem.split('.')[0] ?? '';
  return `${reserved.test(first) ? '_' : ''}${[...stem].slice(0, nameMost).join('')}.${tail}`;
}

/** `Content-Disposition` that always saves and never opens, with the name in both spellings (RFC 6266). */
export function disposition(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
