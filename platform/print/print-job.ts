/** Data for a template: plain JSON, and sums in it are texts. */
export type PrintData =
  | string
  | number
  | boolean
  | null
  | readonly PrintData[]
  | { readonly [key: string]: PrintData | undefined };

/** What the worker is asked: a paper, or the elements a selector finds in it (for tests and checks). */
export type PrintJob = {
  readonly id: number;
  readonly main: string;
  readonly data: string;
  readonly selector: string | null;
};

/** What a paper became. `elements` is the JSON of the elements asked for, null when a PDF was asked for. */
export type Printed = {
  readonly pdf: Uint8Array<ArrayBuffer>;
  readonly pages: number;
  readonly elements: string | null;
};

export type PrintAnswer =
  | { readonly id: number; readonly ok: true; readonly printed: Printed }
  | { readonly id: number; readonly ok: false; readonly message: string };

/** Why a paper was not printed: see `PrintFault`. */
export type PrintFaultCode = 'busy' | 'timeout' | 'crashed' | 'template' | 'too_large' | 'closed';

/**
 * A paper could not be printed; nothing was made, asking again is safe. `busy`: too many wait; `timeout`: not done in
 * time; `crashed`: the worker died of it; `template`: the template does not compile with this data; `too_large`: the
 * data are over the limit; `closed`: the server is stopping.
 */
export class PrintFault extends Error {
  readonly code: PrintFaultCode;

  constructor(code: PrintFaultCode, message: string) {
    super(message);
    this.name = 'PrintFault';
    this.code = code;
  }
}
