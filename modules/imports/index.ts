/** The face of imports for the composition root and the command line. */
export { keepImport, startImport } from './commands.ts';
export { importJob, resumeImports } from './job.ts';
export { type Known, readMapping } from './queries/runs.ts';
export { type Ended, type KeptImport, runKept } from './run-kept.ts';
export { plainName } from './upload.ts';
