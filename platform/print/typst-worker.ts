// The thread that sets papers. It is the only place where the typesetter (a native library) is loaded.
import path from 'node:path';
import { parentPort } from 'node:worker_threads';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { readFonts } from './fonts.ts';
import type { PrintAnswer, Printed, PrintJob } from './print-job.ts';

// What a paper left in the typesetter's cache serves no other (measured: as fast, a third less memory without it).
const cacheAge = 0;
const compilers = new Map<string, NodeCompiler>();

parentPort?.on('message', (job: PrintJob) => {
  const made = answer(job);
  parentPort?.postMessage(made, made.ok ? [made.printed.pdf.buffer] : []);
  for (const compiler of compilers.values()) compiler.evictCache(cacheAge);
});

function answer(job: PrintJob): PrintAnswer {
  try {
    return { id: job.id, ok: true, printed: print(job) };
  } catch (error) {
    return { id: job.id, ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

function print({ main, data, selector }: PrintJob): Printed {
  const compiler = compilerOf(path.dirname(main));
  // The data enter as an input, never as source: nothing in them can be read as markup or code.
  const compiled = compiler.compile({ mainFilePath: main, inputs: { data } });
  const paper = compiled.result;
  if (paper === null) throw new Error(problems(compiler, compiled.takeDiagnostics()));

  const elements = selector === null ? null : JSON.stringify(compiler.query(paper, { selector }));
  // A fixed time, so that the same paper is the same bytes; a template that wants a date sets the paper's own.
  const pdf = selector === null ? compiler.pdf(paper, { creationTimestamp: 0, pdfTags: false }) : [];
  return { pdf: Uint8Array.from(pdf), pages: paper.numOfPages, elements };
}

/** A compiler per folder of templates: a template may read files of its own folder only. */
function compilerOf(workspace: string): NodeCompiler {
  const known = compilers.get(workspace);
  if (known !== undefined) return known;

  const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: readFonts() }] });
  compilers.set(workspace, compiler);
  return compiler;
}

type Diagnostics = ReturnType<ReturnType<NodeCompiler['compile']>['takeDiagnostics']>;

function problems(compiler: NodeCompiler, diagnostics: Diagnostics): string {
  if (diagnostics === null) return 'the paper did not compile';
  const found: { message: string; path: string }[] = compiler.fetchDiagnostics(diagnostics);
  return found.map((one) => `${path.basename(one.path)}: ${one.message}`).join('; ');
}
