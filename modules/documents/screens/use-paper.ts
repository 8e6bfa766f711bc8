import { useEffect, useState } from 'react';
import { addressOf } from '#web/wire.ts';
import { documents } from '../contract.ts';

export type PaperFile =
  | { readonly state: 'reading' }
  | { readonly state: 'failed' }
  | { readonly state: 'ready'; readonly url: string };

/** Where the browser gets a paper's PDF. */
export const fileAddress = (documentId: string): string => addressOf(documents.file, { documentId });

/** The paper's PDF as an address of this page: it may be shown in a frame and printed. */
export function usePaper(documentId: string): PaperFile {
  const [file, setFile] = useState<PaperFile>({ state: 'reading' });
  useEffect(() => {
    const stop = new AbortController();
    let made = '';
    setFile({ state: 'reading' });
    const read = async () => {
      const answer = await fetch(fileAddress(documentId), { signal: stop.signal, credentials: 'same-origin' });
      if (!answer.ok) throw new Error(String(answer.status));
      made = URL.createObjectURL(new Blob([await answer.arrayBuffer()], { type: 'application/pdf' }));
      setFile({ state: 'ready', url: made });
    };
    read().catch(() => {
      if (!stop.signal.aborted) setFile({ state: 'failed' });
    });
    return () => {
      stop.abort();
      if (made !== '') URL.revokeObjectURL(made);
    };
  }, [documentId]);
  return file;
}
