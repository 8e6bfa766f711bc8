import type { PrintData } from './print-job.ts';
import { PrintQueue } from './print-queue.ts';

const queue = new PrintQueue({
  worker: new URL('./typst-worker.ts', import.meta.url),
  most: 64,
  timeoutMs: 30_000,
  idleMs: 300_000,
  mostData: 8_000_000,
});

/** A JSON view of a set paper: its pages and the elements a selector found. */
export type PaperElements = { readonly pages: number; readonly elements: unknown };

/**
 * Sets a paper and gives its PDF. `template` is the file URL of a Typst file that reads `sys.inputs.data` as JSON and
 * may import files of its own folder; the same template and data give the same bytes. Throws PrintFault.
 */
export async function renderPdf(template: URL, data: PrintData): Promise<Uint8Array> {
  const { pdf } = await queue.print({ template, data, selector: null });
  return pdf;
}

/** Sets a paper and gives the elements a Typst selector finds ("table", "<paper>"), not a PDF. Throws PrintFault. */
export async function queryPaper(template: URL, data: PrintData, selector: string): Promise<PaperElements> {
  const { pages, elements } = await queue.print({ template, data, selector });
  return { pages, elements: JSON.parse(elements ?? 'null') };
}

/** Lets the printing thread go; papers that wait fail. For the end of the server. */
export async function closePrint(): Promise<void> {
  await queue.close();
}
