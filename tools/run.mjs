/**
 * Runs one of our programs: `node tools/run.mjs server.ts`. What was compiled for the last run serves this one from the
 * first TypeScript file on: without it each run reads the compiler in, 15 MB that a server would keep.
 */
import { enableCompileCache } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

enableCompileCache();
const program = path.resolve(process.argv[2] ?? '');
process.argv.splice(1, 2, program);
await import(pathToFileURL(program).href);
