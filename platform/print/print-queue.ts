import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { PrintAnswer, PrintData, Printed, PrintJob } from './print-job.ts';
import { PrintFault } from './print-job.ts';

export type PrintQueueOptions = {
  /** The thread's program. */
  readonly worker: URL;
  /** How many papers may wait, the one being printed included. */
  readonly most: number;
  /** From asking to the paper, milliseconds. */
  readonly timeoutMs: number;
  /** The thread is let go after so long without work, so that an idle server is small again. */
  readonly idleMs: number;
  /** The most JSON a paper may be made from, in characters. */
  readonly mostData: number;
};

export type Asked = { readonly template: URL; readonly data: PrintData; readonly selector: string | null };

type Waiting = {
  readonly job: PrintJob;
  readonly done: (printed: Printed) => void;
  readonly failed: (fault: PrintFault) => void;
  readonly timer: NodeJS.Timeout;
};

/**
 * Papers in the order they were asked for, one at a time, by a thread that starts with the first of them. A paper that
 * takes too long or kills the thread fails alone: the next one gets a new thread.
 */
export class PrintQueue {
  readonly #options: PrintQueueOptions;
  readonly #waiting: Waiting[] = [];
  #worker: Worker | null = null;
  #idle: NodeJS.Timeout | null = null;
  #lastId = 0;
  #stuck = 0;
  #closed = false;

  constructor(options: PrintQueueOptions) {
    this.#options = options;
  }

  /** Whether a thread is held at the moment. */
  get running(): boolean {
    return this.#worker !== null;
  }

  /** Prints one paper. Throws PrintFault (see its codes). */
  async print({ template, data, selector }: Asked): Promise<Printed> {
    const text = JSON.stringify(data, wellFormed);
    this.#refuseIfFull(text.length);

    this.#lastId += 1;
    const job: PrintJob = { id: this.#lastId, main: fileURLToPath(template), data: text, selector };
    const { promise, resolve, reject } = Promise.withResolvers<Printed>();
    const timer = setTimeout(() => this.#giveUp(job.id), this.#options.timeoutMs);
    this.#waiting.push({ job, done: resolve, failed: reject, timer });
    if (this.#waiting.length === 1) this.#start();
    return promise;
  }

  /** Stops: papers that wait fail as `closed`. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const one of this.#waiting.splice(0)) this.#fail(one, new PrintFault('closed', 'printing is stopped'));
    await this.#letGo()?.terminate();
  }

  #refuseIfFull(characters: number): void {
    const { most, mostData } = this.#options;
    if (this.#closed) throw new PrintFault('closed', 'printing is stopped');
    if (characters > mostData)
      throw new PrintFault('too_large', `${characters} characters of data, ${mostData} at most`);
    if (this.#waiting.length >= most) throw new PrintFault('busy', `${most} papers already wait`);
    // A thread inside the native library cannot be stopped from outside; no more than two may be lost so at a time.
    if (this.#stuck >= 2) throw new PrintFault('busy', 'papers given up are still being worked on');
  }

  /** Gives the first paper to the thread, which is started if there is none. */
  #start(): void {
    const first = this.#waiting[0];
    if (first === undefined) {
      this.#rest();
      return;
    }

    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = null;
    this.#worker ??= this.#newWorker();
    this.#worker.ref();
    this.#worker.postMessage(first.job);
  }

  #newWorker(): Worker {
    const worker = new Worker(this.#options.worker);
    worker.on('message', (answer: PrintAnswer) => {
      if (worker === this.#worker) this.#answered(answer);
    });
    worker.on('error', (error) => this.#crashed(worker, error.message));
    worker.on('exit', (code) => this.#crashed(worker, `the thread ended with code ${code}`));
    return worker;
  }

  #answered(answer: PrintAnswer): void {
    const first = this.#waiting[0];
    if (first === undefined || first.job.id !== answer.id) return;

    this.#waiting.shift();
    if (answer.ok) {
      clearTimeout(first.timer);
      first.done(answer.printed);
    } else {
      this.#fail(first, new PrintFault('template', answer.message));
    }
    this.#start();
  }

  #crashed(worker: Worker, message: string): void {
    if (worker !== this.#worker) return;
    this.#letGo();
    const first = this.#waiting.shift();
    if (first === undefined) return;
    this.#fail(first, new PrintFault('crashed', message));
    this.#start();
  }

  #giveUp(id: number): void {
    const at = this.#waiting.findIndex(({ job }) => job.id === id);
    const [late] = at < 0 ? [] : this.#waiting.splice(at, 1);
    if (late === undefined) return;

    this.#fail(late, new PrintFault('timeout', `not printed in ${this.#options.timeoutMs} ms`));
    if (at !== 0) return;
    this.#abandon();
    this.#start();
  }

  /** Leaves the thread to end by itself: it does when the native call it is in returns. */
  #abandon(): void {
    const worker = this.#letGo();
    if (worker === null) return;
    this.#stuck += 1;
    worker.once('exit', () => {
      this.#stuck -= 1;
    });
    worker.unref();
    void worker.terminate();
  }

  #rest(): void {
    const worker = this.#worker;
    if (worker === null) return;
    // Neither the thread nor its timer keeps the process alive when there is nothing to print.
    worker.unref();
    this.#idle = setTimeout(() => void this.#letGo()?.terminate(), this.#options.idleMs).unref();
  }

  #letGo(): Worker | null {
    const worker = this.#worker;
    this.#worker = null;
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = null;
    return worker;
  }

  #fail(one: Waiting, fault: PrintFault): void {
    clearTimeout(one.timer);
    one.failed(fault);
  }
}

/** Half of a surrogate pair, which a cut text may end with, is no character: the typesetter would refuse the paper. */
function wellFormed(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed() : value;
}
