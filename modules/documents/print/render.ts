import { renderPdf } from '#platform/print/render-pdf.ts';
import { invoiceView } from './invoice-view.ts';
import type { InvoiceSnapshot, UpdSnapshot } from './snapshot.ts';
import { updView } from './upd-view.ts';

/** The templates, for checks of what they print. */
export const invoiceTemplate = new URL('./templates/invoice.typ', import.meta.url);
export const updTemplate = new URL('./templates/upd.typ', import.meta.url);

/** Prints a bill as PDF; the same snapshot gives the same bytes. Throws PrintFault when it cannot be printed. */
export async function renderInvoice(snapshot: InvoiceSnapshot): Promise<Uint8Array> {
  return renderPdf(invoiceTemplate, invoiceView(snapshot));
}

/** Prints a УПД as PDF; the same snapshot gives the same bytes. Throws PrintFault when it cannot be printed. */
export async function renderUpd(snapshot: UpdSnapshot): Promise<Uint8Array> {
  return renderPdf(updTemplate, updView(snapshot));
}
