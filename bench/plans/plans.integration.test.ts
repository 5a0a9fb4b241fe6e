import pg from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { openDatabase } from '@/db/client';
import { appRoleName } from '@/db/roles';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asSystem } from '@/lib/access/transaction';
import { proposeRewrites } from '@/lib/optimizer/advice/propose-rewrites';
import type { AskedStatement } from '@/lib/optimizer/candidates/facts';
import { planWithoutValues } from '@/lib/optimizer/facts/statement-plans';
import { readTables } from '@/lib/optimizer/facts/tables';
import { askedStatement, factsOf } from '@/lib/optimizer/testing/facts';
import { compare } from './compare';
import { explainAll, type Plan } from './explain';
import { explainFunctions } from './functions';
import { meantSo } from './meant-so';
import { pretendScale } from './pretend-scale';
import { productStatements } from './rooms';
import { bounded, growing } from './school';
import { readSnapshots, writeSnapshots } from './snapshots';
import { wholeReads } from './whole-reads';

const clusterDir = inject('clusterDir');

let db: TestDatabase;
let app: pg.Client;
let plans: Map<string, Plan>;

// The files of somebody else's server are not ours to lengthen.
const held = it.skipIf(clusterDir === null);

beforeAll(async () => {
  if (clusterDir === null) return;
  db = await testDatabase();
  const room = await createClassroom(db.owner, 3);
  await studyEverything(room);
  await pretendScale(db.owner, clusterDir);
  app = new pg.Client({ connectionString: db.url });
  await app.connect();
  const statements = await explainAll(app, await productStatements());
  const appRole = appRoleName(new URL(db.ownerUrl).pathname.slice(1));
  plans = new Map([...statements, ...(await explainFunctions(db.ownerUrl, appRole, room))]);
  if (process.env.WRITE_PLANS) writeSnapshots(plans);
});
afterAll(async () => {
  await app?.end();
  await db?.close();
});

/** The last student of the class begins every section, and what columns have to do with each other is gathered from that. */
async function studyEverything({ courseId, lessons, studentIds }: Classroom): Promise<void> {
  const events = lessons.flatMap(({ id, sectionIds }) =>
    sectionIds.map((section) => ({
      id: section,
      course: courseId,
      lesson: id,
      section,
      seconds: 60,
      completion: 40,
    })),
  );
  const at = '2026-03-02T10:00:00Z';
  const values = [studentIds.at(-1), JSON.stringify(events.map((event) => ({ ...event, at })))];
  await db.owner.query('SELECT record_progress($1, $2)', values);
  await db.owner.query('ANALYZE user_progress');
}

held('every statement is planned in a large school as it was written down', () => {
  expect(compare(readSnapshots(), plans, growing)).toBe('');
});

held('nothing reads all of a table that grows but what has a reason to', () => {
  const found = [...plans].filter(([, { whole }]) => [...whole].some((table) => table in growing));
  const known = wholeReads.flatMap(({ statements }) => statements);
  expect(found.map(([name]) => name).sort()).toEqual(known.sort());
});

held('no statement is written worse than it could be, but those with a reason', async () => {
  const owner = openDatabase(db.ownerUrl, 1);
  const { tables } = await asSystem(readTables, owner);
  await owner.close();
  const asked: AskedStatement[] = [];
  for (const [name, one] of await productStatements()) {
    const plan = await asSystem((tx) => planWithoutValues(tx, one), db.database).catch(() => null);
    // As if each were felt, and handed on a page of rows.
    asked.push({ ...askedStatement({ text: one.text }), statement: name, plan });
  }
  const found = proposeRewrites(factsOf({ tables, asked })).map(({ change }) =>
    change.kind === 'rewrite' ? `${change.statement}: ${change.pattern}` : change.kind,
  );
  expect(found.sort()).toEqual(Object.keys(meantSo).sort());
});

held('a table is said to grow or to be bounded, not both', () => {
  expect(Object.keys(growing).filter((table) => table in bounded)).toEqual([]);
});

held('an index that is dropped is missed by name', async () => {
  await db.owner.query('BEGIN; DROP INDEX enrollments_roster_idx');
  const roster = [...(await productStatements())].filter(
    ([name]) => name === 'classes.roster:completion:desc',
  );
  const report = compare(new Map(), await explainAll(db.owner, new Map(roster)), growing);
  await db.owner.query('ROLLBACK');
  expect(plans.get('classes.roster:completion:desc')?.lines.join('\n')).toContain('enrollments_roster_idx');
  expect(report).not.toContain('enrollments_roster_idx');
});
