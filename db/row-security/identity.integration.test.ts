import { afterAll, describe, expect, it } from 'vitest';
import { type Identity, openDatabase } from '../client';
import { statement } from '../statement';
import { conditionFor, personalTables } from '../testing/personal-tables';
import { administratorOf, denied, nobody, openTwoSchools, studentOf } from '../testing/two-schools';

const { db, north, south, narrow, ask, close } = await openTwoSchools();
afterAll(close);
const tables = await personalTables(db.owner);

const injections = [
  "' OR true --",
  "'; SET app.role = 'SYSTEM'; --",
  "', true), set_config('app.role', 'SYSTEM', true) --",
  "\\'; SELECT set_config('app.role', 'SYSTEM', true); --",
  'not-a-uuid',
  '{}',
  '*',
];
const pid = statement('test.pid', 'SELECT pg_backend_pid() AS pid, count(*)::int AS n FROM enrollments');
type Seen = { pid: number; n: number };

describe('an injected identity', () => {
  it.each(injections)('is data, never SQL, before every table: %s', async (injected) => {
    const identities: Identity[] = [
      { userId: injected, role: 'STUDENT', institutionId: north.institutionId },
      { userId: injected, role: 'INSTRUCTOR', institutionId: north.institutionId },
      { userId: north.adminId, role: 'ADMIN', institutionId: injected },
    ];
    for (const identity of identities) {
      await expect(ask(identity, 'SELECT id FROM users')).rejects.toMatchObject({ code: '22P02' });
      for (const table of tables.filter(({ name }) => name !== 'data_keys')) {
        const { where, values } = conditionFor(table, north, north.studentIds);
        const seen = await ask(identity, `SELECT 1 FROM ${table.name} WHERE ${where} LIMIT 1`, values).catch(
          ({ code }: { code: string }) => code,
        );
        expect([[], '22P02'], `${table.name} as ${identity.role}`).toContainEqual(seen);
      }
    }
  });

  it.each(injections)('in a value changes nobody: %s', async (injected) => {
    const me = studentOf(north, 1);
    const held = `current_setting('app.user_id', true) AS id, current_setting('app.role', true) AS role`;
    for (const { name } of tables) {
      const plain = await ask(me, `SELECT count(*) AS n, ${held} FROM ${name}`);
      const asked = await ask(me, `SELECT count(*) AS n, ${held} FROM ${name} WHERE $1::text <> ''`, [
        injected,
      ]);
      expect([name, asked]).toEqual([name, plain]);
      expect(asked).toMatchObject([{ id: me.userId, role: 'STUDENT' }]);
    }
  });

  it('does not come as a second statement behind a first', async () => {
    const both = "SELECT id FROM users WHERE id = $1; SELECT set_config('app.role', 'SYSTEM', true)";
    await expect(ask(studentOf(north, 1), both, [north.studentIds[1]])).rejects.toMatchObject({
      code: '42601',
    });
  });

  it.each(['system', 'SYSTEM ', "SYSTEM'", 'SUPERUSER', 'postgres', 'ADMIN,SYSTEM'])(
    'of a role that there is not has no rights but the own: %s',
    async (role) => {
      const me = studentOf(south, 0);
      const pretend = statement('test.pretend', "SELECT set_config('app.role', $1, true)");
      for (const table of tables.filter(({ name }) => name !== 'data_keys')) {
        const { where, values } = conditionFor(table, north);
        const look = statement(
          `test.pretend-${table.name}`,
          `SELECT 1 FROM ${table.name} WHERE ${where} LIMIT 1`,
        );
        const seen = await db.database.transaction(me, async (tx) => {
          await tx.rows(pretend, [role]);
          return tx.rows(look, values);
        });
        expect([table.name, seen]).toEqual([table.name, []]);
      }
    },
  );

  it('made by code that runs SQL of its own still rewrites neither the trail nor the schema', async () => {
    const become = statement(
      'test.become',
      "SELECT set_config('app.role', 'SYSTEM', true), set_config('app.user_id', '', true)",
    );
    for (const [n, sql] of [
      "UPDATE audit_log SET actor_name = 'x'",
      'DELETE FROM audit_log',
      'TRUNCATE audit_log',
      'UPDATE audit_leaves SET position = 0',
      'DELETE FROM disclosures',
      'ALTER TABLE users DISABLE ROW LEVEL SECURITY',
      'DROP POLICY users_read ON users',
    ].entries()) {
      const forged = db.database.transaction(studentOf(north, 1), async (tx) => {
        await tx.rows(become);
        return tx.rows(statement(`test.forged-${n}`, sql));
      });
      await expect(forged, sql).rejects.toMatchObject({ code: denied });
    }
  });
});

describe('the identity', () => {
  it('does not survive its transaction on the same connection', async () => {
    const [mine] = await narrow.transaction(studentOf(north, 0), (tx) => tx.rows<Seen>(pid));
    const [after] = await narrow.transaction(nobody, (tx) => tx.rows<Seen>(pid));
    expect(after?.pid).toBe(mine?.pid);
    expect([mine?.n, after?.n]).toEqual([1, 0]);
    const left = await narrow.transaction(studentOf(north, 0), async (tx) => {
      await tx.rows(statement('test.end', 'COMMIT'));
      return tx.rows(statement('test.left', "SELECT current_setting('app.user_id', true) AS id"));
    });
    expect(left).toEqual([{ id: '' }]);
    const failing = narrow.transaction(studentOf(north, 0), async () => {
      throw new Error('on purpose');
    });
    await expect(failing).rejects.toThrow('on purpose');
    const [later] = await narrow.transaction(nobody, (tx) => tx.rows<Seen>(pid));
    expect(later).toEqual({ pid: mine?.pid, n: 0 });
  });

  it('of a whole session gives way to that of each transaction', async () => {
    const { userId, institutionId } = administratorOf(north);
    const stay = statement(
      'test.stay',
      `SELECT set_config('app.user_id', $1, false), set_config('app.role', 'ADMIN', false),
         set_config('app.institution_id', $2, false)`,
    );
    await narrow.transaction(nobody, (tx) => tx.rows(stay, [userId, institutionId]));
    const [after] = await narrow.transaction(nobody, (tx) => tx.rows<Seen>(pid));
    expect(after?.n).toBe(0);
    const [other] = await narrow.rows<Seen>(studentOf(south, 0), pid);
    expect(other).toEqual({ pid: after?.pid, n: 1 });
  });

  it('is each transaction’s own when many share few connections', async () => {
    const own = statement('test.own', 'SELECT user_id AS id FROM enrollments, pg_sleep(0.01)');
    const shared = openDatabase(db.url, 2);
    const people = Array.from({ length: 24 }, (_, n) => studentOf(n % 2 ? north : south, n % 2));
    const seen = await Promise.all(
      people.map((identity) => shared.transaction(identity, (tx) => tx.rows<{ id: string }>(own))),
    );
    expect(seen.map((rows) => rows.map(({ id }) => id))).toEqual(people.map(({ userId }) => [userId]));
    await shared.close();
  });
});
