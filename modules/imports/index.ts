/** The face of imports for the composition root and the command line. */
export { importJob, resumeImports } from './job.ts';
export type { Known } from './queries/runs.ts';
export { type EndedHere, type HereImport, importHere } from './run-here.ts';
