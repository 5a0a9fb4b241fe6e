import { readFileSync } from 'node:fs';
import type { OutgoingHttpHeaders } from 'node:http';
import { type Answer, raw } from '../raw-http';
import { routeOf } from './routes';

type Reference = { filename: string; exportedName: string; workers: Record<string, unknown> };

/** How the build named an action, and the route of a page that has it. */
export type BuiltAction = { id: string; route: string };

/** The server actions of the production build, by file and name. */
export function builtActions(): Map<string, BuiltAction> {
  const manifest = JSON.parse(readFileSync('.next/server/server-reference-manifest.json', 'utf8'));
  return new Map(
    Object.entries<Reference>(manifest.node).map(([id, { filename, exportedName, workers }]) => {
      const [page = ''] = Object.keys(workers);
      return [`${filename}#${exportedName}`, { id, route: routeOf(page) }];
    }),
  );
}

/** What an action takes: values, or a form, with the state of the form before it unless the form is all. */
export type Taken = { values: unknown[] } | { form: Record<string, string>; alone: boolean };

/** Calls a server action without a browser, as React would from the page at `address`. */
export async function callAction(
  origin: string,
  { id, address }: { id: string; address: string },
  taken: Taken,
  headers: OutgoingHttpHeaders,
): Promise<Answer> {
  const sent = new Response(encoded(taken));
  return raw(
    origin,
    address,
    { 'next-action': id, 'content-type': sent.headers.get('content-type') ?? '', origin, ...headers },
    'POST',
    Buffer.from(await sent.arrayBuffer()),
  );
}

/** React's own encoding: part 0 are the arguments, and a form among them is `$K1` with its fields before it as `_1_…`. */
function encoded(taken: Taken): FormData {
  const parts = new FormData();
  if ('values' in taken) parts.append('0', JSON.stringify(taken.values));
  else {
    for (const [name, value] of Object.entries(taken.form)) parts.append(`_1_${name}`, value);
    parts.append('0', JSON.stringify(taken.alone ? ['$K1'] : [null, '$K1']));
  }
  return parts;
}
