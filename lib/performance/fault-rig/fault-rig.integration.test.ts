import { afterAll, beforeAll, expect, it } from 'vitest';
import { createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { faults } from './faults';
import { type Rig, withRig } from './rig';
import { tryFault } from './try-fault';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const inRig = <T>(run: (rig: Rig) => Promise<T>) => withRig(db.ownerUrl, run, db.url);

it.each(faults)('$name: $what, which is named', async (fault) => {
  const tried = await inRig((rig) => tryFault(rig, fault));
  expect(tried).toMatchObject({ check: fault.check.name, isFalseAlarm: false });
  expect([tried.object, tried.verdict?.object]).toEqual([tried.object, tried.object]);
  // The page and the worker look as the application does.
  expect([tried.object, tried.seenByApp?.object]).toEqual([tried.object, tried.object]);
  expect(tried.object).toMatch(
    /^(public\.rig_\w+(\.\w+)?|pid \d+|statement rig\.\w+|route .+ statement rig\.\w+)$/,
  );
});

it('leaves nothing behind', async () => {
  const { rows } = await db.owner.query("SELECT relname FROM pg_class WHERE relname LIKE 'rig\\_%'");
  expect(rows).toEqual([]);
});

it('refuses a database that people use', async () => {
  await createClassroom(db.owner, 1);
  await expect(inRig(async () => 'broken')).rejects.toThrow('People use this database');
});
