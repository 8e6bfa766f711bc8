/** What a test file has begun and must end: ended after its tests, the last begun first. */
import { after } from 'node:test';

type Ending = () => Promise<unknown>;

const endings: Ending[] = [];

/** Ends this after the tests of the file, before everything that was begun earlier. Call it at the top level. */
export function atEnd(ending: Ending): void {
  if (endings.length === 0) after(endAll);
  endings.push(ending);
}

/** Ends everything, whatever fails on the way, then tells the first failure. */
async function endAll(): Promise<void> {
  const failures: unknown[] = [];
  for (const ending of endings.splice(0).reverse()) await ending().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
