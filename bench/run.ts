import 'next/dist/server/node-environment-baseline';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { closeDatabase } from '@/db/client';
import { loadSecrets } from '@/db/embedded/secrets';
import { startEmbedded } from '@/db/embedded/server';
import { migrateDatabase } from '@/db/migrate';
import type { Interval } from '@/lib/optimizer/verdict/bootstrap';
import { measureClassReads, measureReads, type ReadResult } from '@/lib/rehearsal/reads';
import { measureWrites } from '@/lib/rehearsal/writes';
import { measureBackups, measureBesideBackup } from './backup';
import { measureCaches } from './cache';
import { fillCatalog, measureCatalog } from './catalog';
import { fill } from './fill';
import { withInstance } from './instances';
import { measureKeys } from './keys';
import { measureOptimizer } from './optimizer';
import { measureBusyPage, measureMeasuring } from './overhead';
import { measurePages } from './pages';
import { type Scale, scales } from './scales';
import { search } from './search';
import { measureSingleFlight } from './single-flight';
import { asSystemOn } from './system';
import { row } from './table';
import { measureTrail } from './trail';
import { removeTwins, saveTwins } from './twins';
import { underLoad } from './under-load';

type Urls = { app: string; owner: string };
type Bench = { owner: pg.Client; urls: Urls; rounds: number };

const help = `npm run bench -- [--scale S|M|L] [--rounds 300] [--only database|catalog|pages|caches|trail|keys|backup|overhead|optimizer] [--rows N]
Prints each claim as a ratio to a floor in the same run. --rows is the length of the trail. Pages, caches, backup and overhead need a finished build (npm start makes one). The optimizer takes its
half hour only where it is named, since it takes indexes away.`;

/** Rows of the trail that its page is measured on. */
const trailRows: Record<Scale, number> = { S: 200_000, M: 1_000_000, L: 10_000_000 };

const parts: Record<string, (bench: Bench) => Promise<void>> = {
  database: benchDatabase,
  catalog: benchCatalog,
  pages: benchPages,
  caches: benchCaches,
  trail: benchTrail,
  keys: benchKeys,
  backup: benchBackup,
  overhead: benchOverhead,
};
/** It leaves the database changed. */
const onRequest: typeof parts = { optimizer: benchOptimizer };

const { values } = parseArgs({
  options: {
    scale: { type: 'string', default: 'S' },
    rounds: { type: 'string', default: '300' },
    only: { type: 'string' },
    rows: { type: 'string' },
    help: { type: 'boolean' },
  },
});
if (
  values.help ||
  !(values.scale in scales) ||
  (values.only !== undefined && !(values.only in { ...parts, ...onRequest }))
) {
  console.log(help);
  process.exit(values.help ? 0 : 2);
}
const scale = values.scale as Scale;
const dataDir = await mkdtemp(join(tmpdir(), 'syllabase-bench-'));
const server = await startEmbedded({ dataDir });
try {
  const { appUrl } = await migrateDatabase({
    ownerUrl: server.ownerUrl,
    appPassword: loadSecrets(dataDir).appPassword,
  });
  process.env.DATABASE_URL = appUrl;
  process.env.DATA_DIR = dataDir;
  // The lab copies only what is ours.
  if (values.only === 'optimizer') process.env.EMBEDDED_DATABASE = '1';
  process.env.MASTER_KEY ??= randomBytes(32).toString('base64');
  const owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  owner.on('error', (error) => console.error(`connection lost: ${error.message}`));
  const started = Date.now();
  await fill(owner, scale, (what) => process.stderr.write(`\rfilling scale ${scale}: ${what.padEnd(24)}`));
  await fillCatalog(owner, appUrl, scales[scale].courses);
  process.stderr.write(
    `\rfilled scale ${scale} in ${Math.round((Date.now() - started) / 1000)} s${' '.repeat(24)}\n`,
  );
  const bench = { owner, urls: { app: appUrl, owner: server.ownerUrl }, rounds: Number(values.rounds) };
  const asked = values.only === undefined ? parts : { ...parts, ...onRequest };
  for (const [name, measure] of Object.entries(asked)) {
    if (values.only === undefined || values.only === name) await measure(bench);
  }
  await owner.end();
} finally {
  await closeDatabase();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function benchDatabase({ owner, urls, rounds }: Bench): Promise<void> {
  const { rows } = await owner.query(
    'SELECT (SELECT count(*) FROM user_progress) AS progress, (SELECT max(enrolled) FROM course_cards) AS largest',
  );
  console.log(`scale ${scale}: ${rows[0]?.progress} progress rows, largest class ${rows[0]?.largest}\n`);
  printReads('question', await measureReads(owner, urls, rounds));
  await benchUnderLoad({ owner, urls, rounds });
  console.log(`\n${row('progress writes, events a second', 'bare upsert', 'product', 'ratio', '≥ 0.5')}`);
  for (const r of await measureWrites(owner, urls)) {
    console.log(row(r.case, r.bare.toFixed(0), r.product.toFixed(0), r.ratio.toFixed(2)));
  }
  const check = await asSystemOn(urls.app);
  console.log(
    `\nrollups equal a recomputation from the rows: ${check.exact ? 'yes' : 'NO'} (${check.enrollments} enrolments, ${check.waitingDeltas} deltas waiting)`,
  );
  if (!check.exact) process.exitCode = 1;
}

/** The class page while students write: in all courses, as a school does, and all of them in that one class. */
async function benchUnderLoad({ owner, urls, rounds }: Bench): Promise<void> {
  const { rows } = await owner.query<{ id: string }>(
    'SELECT course_id AS id FROM course_cards ORDER BY enrolled DESC LIMIT 1',
  );
  for (const [where, course] of [
    ['in all courses', null],
    ['in this class', rows[0]?.id ?? null],
  ] as const) {
    const { value, arrived } = await underLoad(owner, urls.app, { course, perSecond: 500 }, () =>
      measureClassReads(owner, urls, rounds),
    );
    printReads(`\nwith ${arrived.toFixed(0)} events a second ${where}`, value);
  }
}

function printReads(title: string, results: ReadResult[]): void {
  console.log(row(title, 'floor ms', 'ms', '× floor', 'target', 'row security ×'));
  for (const r of results) {
    const [floor, measured] = [r.floor.toFixed(3), r.measured.toFixed(3)];
    const target = r.target === null ? '' : `≤ ${r.target}`;
    console.log(row(r.question, floor, measured, r.ratio.toFixed(1), target, r.rowSecurity.toFixed(2)));
  }
}

async function benchCatalog({ owner, urls, rounds }: Bench): Promise<void> {
  for (const courses of [2_000, 20_000]) {
    const started = Date.now();
    await fillCatalog(owner, urls.app, courses);
    const seconds = Math.round((Date.now() - started) / 1000);
    console.log(`\n${courses} courses, written and indexed in ${seconds} s`);
    console.log(row('catalog', 'floor ms', 'ms', '× floor', 'target'));
    const app = new pg.Client({ connectionString: urls.app });
    await app.connect();
    for (const r of await measureCatalog(app, Math.min(rounds, 150))) {
      console.log(
        row(r.question, r.floor.toFixed(3), r.measured.toFixed(3), r.ratio.toFixed(1), `≤ ${r.target}`),
      );
    }
    await app.end();
  }
}

async function benchPages({ owner, urls }: Bench): Promise<void> {
  const { rows } = await owner.query<{ id: string }>('SELECT course_id AS id FROM catalog_entries LIMIT 1');
  const paths = ['/', '/courses', `/courses/${rows[0]?.id}`, '/api/v1/courses', '/api/v1/search?q=course'];
  const secret = randomBytes(32).toString('base64');
  try {
    const twins = await withInstance({ appUrl: urls.app, secret }, (origin) => saveTwins(origin, paths));
    await withInstance({ appUrl: urls.app, secret }, async (origin) => {
      console.log(`\n${row('page', 'clients', 'a second', '× static file', '× static page', 'kB sent')}`);
      for (const r of await measurePages({ origin, twins, floor: '/method' })) {
        const page =
          r.page.path.replace(/[0-9a-f-]{36}/, '[id]') + (r.page.accept ? `, ${r.page.accept}` : '');
        const figures = [
          r.perSecond.toFixed(0),
          r.ofFile.toFixed(2),
          r.ofPage.toFixed(2),
          r.kilobytes.toFixed(0),
        ];
        console.log(row(page, String(r.connections), ...figures));
      }
    });
  } finally {
    await removeTwins();
  }
}

async function benchCaches({ owner, urls }: Bench): Promise<void> {
  console.log(`\n${row('50 readers at once', 'loads')}`);
  for (const { moment, loads } of await measureSingleFlight()) console.log(row(moment, String(loads)));
  const outcome = await measureCaches(owner, urls.app);
  if (!outcome) {
    console.log('\ntwo instances with Redis: not measured, there is no redis-server here');
    return;
  }
  console.log(
    `\ntwo instances with Redis, 64 readers and writers: ${outcome.reads} reads, ${outcome.writes} writes, ${outcome.faults.length} faults`,
  );
  for (const fault of outcome.faults.slice(0, 10)) console.log(`  ${fault}`);
  if (outcome.faults.length > 0) process.exitCode = 1;
}

async function benchTrail({ owner, urls }: Bench): Promise<void> {
  const length = Number(values.rows ?? trailRows[scale]);
  const { plain, audited, sealed, sealedRows, page } = await measureTrail(owner, urls.app, length);
  console.log(`\n${row('enrolling and leaving, 16 clients', 'a second', 'of plain', 'target')}`);
  console.log(row('plain', plain.toFixed(0)));
  console.log(row('audited', audited.rate.toFixed(0), audited.ofPlain.toFixed(2), '≥ 0.8'));
  console.log(row('audited, the sealer at work', sealed.rate.toFixed(0), sealed.ofPlain.toFixed(2)));
  console.log(`${sealedRows} rows sealed meanwhile`);
  console.log(row(`newest 50 of ${page.rows} audit rows, × SELECT 1`, page.newest.toFixed(1), '', '≤ 20'));
  console.log(row('of somebody who is among them five times, by name', page.rare.toFixed(1), ''));
  console.log(row('of eleven people who are often, by the name they share', page.shared.toFixed(1), ''));
}

async function benchKeys({ owner, urls }: Bench): Promise<void> {
  const { page, calm, busy, rate, reads, writes, wrong, left } = await measureKeys(owner, urls.app);
  console.log(`\n${row('100,000 sealed notes', 'ms', '× floor')}`);
  console.log(row('reading and opening 50', calm.toFixed(2), page.toFixed(1)));
  console.log(row('the same during a rotation, two readers', busy.toFixed(2)));
  console.log(row('sealed anew a second, no limit', rate.toFixed(0)));
  console.log(
    `${reads} reads and ${writes} writes meanwhile: ${wrong} failed or wrong; ${left} values left on the old key`,
  );
  if (wrong > 0 || left > 0) process.exitCode = 1;
}

/** Backups against what a shell does with the same folder, and what people notice while one is taken. */
async function benchBackup({ urls }: Bench): Promise<void> {
  const bench = { server, dataDir, appUrl: urls.app, masterKey: process.env.MASTER_KEY ?? '' };
  const r = await measureBackups(bench);
  const times = (floor: number | null, own: number) =>
    floor === null ? 'unknown' : (floor / own).toFixed(2);
  const seconds = (value: number | null) => (value === null ? 'unknown' : value.toFixed(2));
  console.log(
    `\n${row(`full backup of ${r.megabytes.toFixed(0)} MB`, 's', 'floor s', '× as fast', 'target')}`,
  );
  console.log(
    row(
      'stored; floor tar | gzip -1 | openssl',
      seconds(r.stored),
      seconds(r.pipeline),
      times(r.pipeline, r.stored),
      '≥ 1',
    ),
  );
  console.log(row('and read again', seconds(r.whole), seconds(r.pipeline), times(r.pipeline, r.whole)));
  console.log(
    row('files restored; floor cp -a', seconds(r.written), seconds(r.copied), times(r.copied, r.written)),
  );
  console.log(
    row(
      'restored, server started and stopped',
      seconds(r.restored),
      seconds(r.copied),
      times(r.copied, r.restored),
    ),
  );
  const { megabytes, seconds: took } = r.archive;
  console.log(row(`logical archive of ${megabytes.toFixed(0)} MB of rows`, seconds(took)));
  const secret = randomBytes(32).toString('base64');
  await withInstance({ appUrl: urls.app, secret }, async (origin) => {
    const ask = (n: number) => search(origin, n);
    const { calm, busy, asked } = await measureBesideBackup(bench, ask);
    console.log(row('a search, ms', calm.toFixed(2)));
    console.log(
      row('the same beside a backup', busy.toFixed(2), '', `${(busy / calm).toFixed(2)} ×`, '≤ 1.2 ×'),
    );
    console.log(`${asked} searches`);
  });
}

async function benchOverhead({ owner, urls }: Bench): Promise<void> {
  const place = { owner, urls, secret: randomBytes(32).toString('base64') };
  console.log(`\n${row('what measuring costs', '', '', 'target')}`);
  const cost = await measureMeasuring(place);
  const interval = ({ low, high }: Interval) => `${low.toFixed(3)}–${high.toFixed(3)}`;
  const asked = cost.throughput;
  console.log(
    row('searches a second, × unmeasured, 16 clients', asked.median.toFixed(3), interval(asked), '≥ 0.98'),
  );
  if (cost.work) {
    const { work } = cost;
    console.log(
      row('processor time a search, × unmeasured', work.median.toFixed(3), interval(work), '≤ 1.02'),
    );
  }
  const page = await measureBusyPage(place);
  console.log(row('the performance page, ms', page.calm.toFixed(0)));
  console.log(
    row(
      `beside ${page.writes.toFixed(0)} transactions a second`,
      page.busy.toFixed(0),
      `slowest ${page.slowest.toFixed(0)}`,
      '≤ 1000',
    ),
  );
  console.log(
    row('of the database’s time, opened once a minute', `${(page.share * 100).toFixed(2)} %`, '', '≤ 1 %'),
  );
}

/** Three indexes are gone; exit status 1 where one of them did not come back by itself and stay. */
async function benchOptimizer({ owner, urls }: Bench): Promise<void> {
  const say = (what: string) => process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${what}\n`);
  const r = await measureOptimizer({ owner, urls, dataDir }, say);
  console.log(
    `\n${r.progressRows} progress rows, three indexes gone: ${r.proposed} proposals in ${r.secondsToPropose.toFixed(0)} s`,
  );
  for (const { index, title, trial, state, watched } of r.regained) {
    console.log(`${index}: ${title ?? 'NOTHING PROPOSED'}`);
    console.log(`  lab: ${trial?.judgement ?? 'not tried'}. ${trial?.reasons.join(' ') ?? ''}`);
    console.log(`  watch: ${state ?? 'not made'}${watched === '' ? '' : `. ${watched}`}`);
  }
  console.log(
    `an index that every heartbeat would pay for: ${r.refusesHarm ? 'refused, and remembered' : 'NOT REFUSED'}`,
  );
  if (!r.refusesHarm || r.regained.some(({ state }) => state !== 'kept')) process.exitCode = 1;
}
