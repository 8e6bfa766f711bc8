import { act, type Route, raw, view } from '#platform/serve.ts';
import { cancelImport, saveMapping, settleImport, startImport } from './commands.ts';
import { imports } from './contract.ts';
import { sendErrors, sendTemplate } from './downloads.ts';
import { previewImport } from './preview.ts';
import { getRun, type Known, listKinds, listRuns } from './queries/runs.ts';
import { uploadTable } from './upload.ts';

/** The routes of imports; the composition root knows the kinds and the texts of their problems. */
export function routesFor(known: Known): readonly Route[] {
  return [
    view(imports.kinds, 'imports.run', listKinds(known)),
    raw(imports.template, 'imports.run', sendTemplate(known)),
    view(imports.list, 'imports.run', listRuns),
    raw(imports.upload, 'imports.run', uploadTable(known)),
    view(imports.get, 'imports.run', getRun(known)),
    raw(imports.preview, 'imports.run', previewImport(known)),
    act(imports.settle, settleImport(known.kinds)),
    act(imports.saveMapping, saveMapping),
    act(imports.start, startImport(known.kinds)),
    act(imports.cancel, cancelImport),
    raw(imports.errors, 'imports.run', sendErrors(known)),
  ];
}
