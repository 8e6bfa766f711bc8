import { renderPdf } from '#platform/print/render-pdf.ts';
import type { UpdSnapshot } from './snapshot.ts';
import { updView } from './upd-view.ts';

/** The template of a УПД, for checks of what it prints. */
export const updTemplate = new URL('./templates/upd.typ', import.meta.url);

/** Prints a УПД as PDF; the same snapshot gives the same bytes. Throws PrintFault when it cannot be printed. */
export async function renderUpd(snapshot: UpdSnapshot): Promise<Uint8Array> {
  return renderPdf(updTemplate, updView(snapshot));
}
