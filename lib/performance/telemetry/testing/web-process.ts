import 'next/dist/server/node-environment-baseline';
import { createServer, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { statement } from '@/db/statement';
import { register } from '@/instrumentation';
import { asSystem } from '@/lib/access/transaction';
import { mintViewer } from '@/lib/access/viewer';
import { clearCache } from '@/lib/cache/clear';
import { sharedRead } from '@/lib/cache/shared-read';
import { newRequestCache } from '@/lib/cache/testing/inside-next';
import { env } from '@/lib/env';

const held = globalThis as typeof globalThis & { __incrementalCache?: ReturnType<typeof newRequestCache> };
const one = statement('test.telemetry-one', 'SELECT $1::int AS one');
const readKept = sharedRead(
  'listing',
  'test.telemetry-kept',
  () => asSystem((tx) => tx.rows<{ one: number }>(one, [1])),
  () => ['courses'],
);

const administrator = mintViewer({
  userId: '0198f3a2-7c1e-7bb0-a1a5-000000000001',
  role: 'ADMIN',
  institutionId: '0198f3a2-7c1e-7bb0-a1a5-000000000002',
  displayName: 'Anna',
  email: null,
});

/** Of a web server that starts as the product's does; on its second page, what was entered is in the database's words for what is wrong. */
const pages: Record<string, () => Promise<unknown>> = {
  dashboard: async () => [await readKept(), await readKept()],
  teach: () => asSystem((tx) => tx.rows(one, ['anna@example.org'])),
  admin: () => clearCache(administrator, { what: 'class', name: 'ai' }),
  loaded: async () => Object.keys(createRequire(import.meta.url).cache),
};

async function answer(path: string, response: ServerResponse): Promise<void> {
  const page = pages[path.split(/[/?]/)[1] ?? ''];
  if (!page) return void response.writeHead(404).end();
  try {
    const value = await page();
    response.end(JSON.stringify(value));
  } catch {
    response.writeHead(500).end();
  }
}

// Where this server's build is looked for.
process.chdir(env().DATA_DIR);
await register();
held.__incrementalCache = newRequestCache();
const server = createServer((request, response) => void answer(request.url ?? '/', response));
server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
for (const end of ['SIGTERM', 'disconnect']) process.on(end, () => process.exit(0));
