import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { closeDatabase, database } from '@/db/client';
import { startEmbedded } from '@/db/embedded/server';
import { migrateDatabase } from '@/db/migrate';
import { importCatalog } from '@/lib/interop/catalog/import-catalog';
import { catalogFiles, readJudgments } from './judged-set';
import { type Method, methods } from './methods';
import { ndcg } from './ndcg';

const { values } = parseArgs({ options: { queries: { type: 'boolean' }, help: { type: 'boolean' } } });
if (values.help) {
  console.log(
    'npm run relevance -- [--queries]\nPrints nDCG@10 of search on the judged catalogs of bench/relevance: other methods, the product, and the product\nwithout each of its ideas. --queries lists the product’s queries, the worst first.',
  );
  process.exit(0);
}

const dataDir = await mkdtemp(join(tmpdir(), 'syllabase-relevance-'));
const server = await startEmbedded({ dataDir });
try {
  const { appUrl } = await migrateDatabase({ ownerUrl: server.ownerUrl, appPassword: 'relevance' });
  process.env.DATABASE_URL = appUrl;
  for (const file of catalogFiles) {
    await importCatalog({ database: database(), dataDir }, file, 'The university of the judged catalog');
  }
  const judged = readJudgments();
  const grades = [...judged.values()].reduce((sum, each) => sum + each.size, 0);
  console.log(`${judged.size} queries, ${grades} judgments\n\nnDCG@10  method`);
  for (const method of methods) {
    const scores = await scoresOf(method, judged);
    const mean = [...scores.values()].reduce((sum, score) => sum + score, 0) / scores.size;
    console.log(`${mean.toFixed(4).padStart(7)}  ${method.name}`);
    if (values.queries && method.name === 'the product') {
      for (const [query, score] of [...scores].sort(([, a], [, b]) => a - b)) {
        console.log(`           ${score.toFixed(3)}  ${query}`);
      }
    }
  }
} finally {
  await closeDatabase();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function scoresOf(
  method: Method,
  judged: ReturnType<typeof readJudgments>,
): Promise<Map<string, number>> {
  const scores = new Map<string, number>();
  for (const [query, grades] of judged) scores.set(query, ndcg(await method.find(query), grades));
  return scores;
}
