import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startEmbedded } from '@/db/embedded/server';
import { migrateDatabase } from '@/db/migrate';
import { fill } from './fill';
import { measureReads } from './reads';
import { type Scale, scales } from './scales';
import { asSystemOn } from './system';
import { measureWrites } from './writes';

const { values } = parseArgs({
  options: {
    scale: { type: 'string', default: 'S' },
    rounds: { type: 'string', default: '300' },
    help: { type: 'boolean' },
  },
});
if (values.help || !(values.scale in scales)) {
  console.log(
    'npm run bench -- [--scale S|M|L] [--rounds 300]\nPrints each question as a multiple of SELECT 1 on the same connection.',
  );
  process.exit(values.help ? 0 : 2);
}
const scale = values.scale as Scale;
const dataDir = await mkdtemp(join(tmpdir(), 'syllabase-bench-'));
const server = await startEmbedded({ dataDir });
try {
  const { appUrl } = await migrateDatabase({ ownerUrl: server.ownerUrl, appPassword: 'bench' });
  const owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  owner.on('error', (error) => console.error(`connection lost: ${error.message}`));
  const started = Date.now();
  await fill(owner, scale, (what) => process.stderr.write(`\rfilling scale ${scale}: ${what.padEnd(24)}`));
  process.stderr.write(
    `\rfilled scale ${scale} in ${Math.round((Date.now() - started) / 1000)} s${' '.repeat(24)}\n`,
  );
  const urls = { app: appUrl, owner: server.ownerUrl };
  const { rows } = await owner.query(
    'SELECT (SELECT count(*) FROM user_progress) AS progress, (SELECT max(enrolled) FROM course_cards) AS largest',
  );
  console.log(`scale ${scale}: ${rows[0]?.progress} progress rows, largest class ${rows[0]?.largest}\n`);
  console.log(
    'question                                    floor ms   ms      × floor  target  row security ×',
  );
  for (const r of await measureReads(owner, urls, Number(values.rounds))) {
    console.log(
      `${r.question.padEnd(42)}  ${r.floor.toFixed(3).padStart(7)}  ${r.measured.toFixed(3).padStart(7)}  ${r.ratio.toFixed(1).padStart(7)}  ${`≤ ${r.target}`.padStart(6)}  ${r.rowSecurity.toFixed(2).padStart(7)}`,
    );
  }
  console.log('\nprogress writes, events a second             bare upsert  product  ratio (target ≥ 0.5)');
  for (const r of await measureWrites(owner, urls)) {
    console.log(
      `${r.case.padEnd(44)} ${r.bare.toFixed(0).padStart(9)} ${r.product.toFixed(0).padStart(9)}  ${r.ratio.toFixed(2)}`,
    );
  }
  const check = await asSystemOn(appUrl);
  console.log(
    `\nrollups equal a recomputation from the rows: ${check.exact ? 'yes' : 'NO'} (${check.enrollments} enrolments, ${check.waitingDeltas} deltas waiting)`,
  );
  if (!check.exact) process.exitCode = 1;
  await owner.end();
} finally {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}
