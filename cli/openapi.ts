import { refuse } from '#kernel/result.ts';
import { openApi } from '#platform/openapi.ts';
import { routesFor } from '../app.ts';
import type { Ending } from './context.ts';

/** `openapi`: the API reference of every route. */
export function openapi(): Ending {
  const loadDemo = () => Promise.resolve(refuse('access.already_begun'));
  const document = openApi(routesFor({ publicUrl: 'http://localhost:3000', loadDemo }));
  return { kind: 'done', answer: document, text: JSON.stringify(document, null, 2) };
}
