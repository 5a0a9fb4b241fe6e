import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statement } from '@/db/statement';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asAdministrator } from '@/lib/access/transaction';
import { mintViewer } from '@/lib/access/viewer';
import { explainStatement } from './explain';
import { readIndexes } from './indexes';
import { takeReadings } from './readings/take-readings';
import { readTables } from './tables';

let db: TestDatabase;
let room: Classroom;

beforeAll(async () => {
  db = await testDatabase();
  room = await createClassroom(db.owner, 1);
});
afterAll(() => db.close());

const admin = () =>
  mintViewer({
    userId: room.adminId,
    role: 'ADMIN',
    institutionId: room.institutionId,
    displayName: 'Admin',
    email: null,
  });
const asAdmin = <T>(run: Parameters<typeof asAdministrator<T>>[1]) => asAdministrator(admin(), run);

/** The plan of a statement that an administrator's session has run, by its name. */
async function planOf(name: string) {
  // Asked by name: the page lists the costliest, and other tests use this server too.
  const { rows } = await db.owner.query<{ id: string }>(
    `SELECT s.queryid::text AS id FROM pg_stat_statements s JOIN pg_roles r ON r.oid = s.userid
     WHERE s.query LIKE '%' || $1 || '%' AND r.rolname <> current_user
       AND s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    [name],
  );
  return asAdmin((tx) => explainStatement(tx, rows[0]?.id ?? '0'));
}

describe('the plan of a statement', () => {
  it('is told without values, and nothing is run', async () => {
    const byId = statement('test.explained', 'UPDATE users SET session_version = $2 WHERE id = $1');
    const identity = { userId: room.adminId, role: 'ADMIN', institutionId: room.institutionId } as const;
    await db.database.transaction(identity, (tx) => tx.rows(byId, [room.adminId, 7]));
    await db.owner.query('UPDATE users SET session_version = 8 WHERE id = $1', [room.adminId]);
    const found = await planOf('test.explained');
    expect(found).toMatchObject({ name: 'test.explained' });
    expect(found && 'plan' in found ? found.plan.join('\n') : found).toContain('users_pkey');
    const { rows } = await db.owner.query('SELECT session_version FROM users WHERE id = $1', [room.adminId]);
    expect(rows).toEqual([{ session_version: 8 }]);
  });

  it('is not there where the server cannot plan without values, and that is said', async () => {
    const typeless = statement(
      'test.typeless',
      "SELECT count(*) FROM users WHERE created_at > now() - interval '1 day'",
    );
    const identity = { userId: room.adminId, role: 'ADMIN', institutionId: room.institutionId } as const;
    await db.database.transaction(identity, (tx) => tx.rows(typeless));
    expect(await planOf('test.typeless')).toMatchObject({
      reason: expect.stringContaining('without its values'),
    });
  });

  it('is of statements that read or change rows only: the text of others is kept as it was', async () => {
    await asAdmin((tx) => tx.rows(statement('test.unplannable', "SET LOCAL work_mem = '64kB'")));
    const { rows } = await db.owner.query<{ id: string }>(
      "SELECT queryid::text AS id FROM pg_stat_statements WHERE query LIKE '%test.unplannable%'",
    );
    for (const { id } of rows) expect(await asAdmin((tx) => explainStatement(tx, id))).toBeNull();
    expect(await asAdmin((tx) => explainStatement(tx, '12345'))).toBeNull();
  });
});

it('indexes and tables show what readings have kept of them', async () => {
  await db.owner.query('CREATE TABLE public.grows (id int PRIMARY KEY)');
  await db.owner.query('INSERT INTO grows SELECT generate_series(1, 5000)');
  await db.owner.query('SELECT pg_stat_force_next_flush()');
  await db.owner.query('ANALYZE grows');
  await takeReadings(db.database);
  await db.owner.query('INSERT INTO grows SELECT generate_series(5001, 5100)');
  await db.owner.query('DELETE FROM grows WHERE id = 1');
  await db.owner.query('SELECT pg_stat_force_next_flush()');
  await takeReadings(db.database);
  const table = (await asAdmin(readTables)).find((row) => row.table === 'grows');
  expect(table?.grown).toBe(99);
  const index = (await asAdmin(readIndexes)).find((row) => row.index === 'grows_pkey');
  expect(index).toMatchObject({ table: 'grows', unique: true });
  expect(index?.scansByDay).toEqual([0, 0, 0, 0, 0, 0, 1]);
});
