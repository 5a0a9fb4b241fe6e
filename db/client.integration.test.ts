import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openDatabase, type Transaction } from './client';
import { statement } from './statement';
import { testDatabase } from './testing/test-database';

it('gives up a connection whose prepared statements a migration has made useless', async () => {
  const test = await testDatabase();
  const database = openDatabase(test.ownerUrl, 1);
  const read = statement('test.later', 'SELECT word FROM later');
  const ask = () =>
    database.transaction({ userId: null, role: 'SYSTEM', institutionId: null }, (tx) => tx.rows(read));
  await test.owner.query("CREATE TABLE later AS SELECT 'a'::varchar(3) AS word");
  expect(await ask()).toEqual([{ word: 'a' }]);
  await test.owner.query('ALTER TABLE later ALTER COLUMN word TYPE varchar(5)');
  await expect(ask()).rejects.toThrow('cached plan');
  expect(await ask()).toEqual([{ word: 'a' }]);
  await database.close();
  await test.close();
});

describe('statements that are sent before the one ahead is answered', () => {
  const nobody = { userId: null, role: null, institutionId: null };
  const system = { ...nobody, role: 'SYSTEM' as const };

  it('run as who asks, one at a time or as a transaction', async () => {
    const test = await testDatabase();
    const who = statement(
      'test.who',
      `SELECT current_setting('app.user_id', true) AS "userId", current_setting('app.role', true) AS role, txid_current() AS tx`,
    );
    const ids = Array.from({ length: 40 }, () => randomUUID());
    const answers = await Promise.all(
      ids.map((userId) => test.database.rows({ userId, role: 'STUDENT', institutionId: null }, who)),
    );
    expect(answers).toEqual(ids.map((userId) => [expect.objectContaining({ userId, role: 'STUDENT' })]));
    const [first, second] = await test.database.transaction(system, (tx) =>
      Promise.all([tx.rows(who), tx.rows(who)]),
    );
    expect(first).toEqual(second);
    await test.close();
  });

  it('keep nothing of a transaction in which one fails, and the connection stays of use', async () => {
    const test = await testDatabase();
    const database = openDatabase(test.ownerUrl, 1);
    await test.owner.query('CREATE TABLE kept (n int PRIMARY KEY)');
    const keep = statement('test.keep', 'INSERT INTO kept VALUES ($1::int) RETURNING n');
    expect(await database.rows(system, keep, [1])).toEqual([{ n: 1 }]);
    await expect(database.rows(system, keep, [1])).rejects.toThrow('duplicate key');
    await expect(
      database.transaction(system, (tx) => Promise.all([tx.rows(keep, [2]), tx.rows(keep, [1])])),
    ).rejects.toThrow('duplicate key');
    const count = statement('test.count', 'SELECT array_agg(n) AS kept FROM kept');
    expect(await database.rows(nobody, count)).toEqual([{ kept: [1] }]);
    await database.close();
    await test.close();
  });

  it('make the transaction fail where nobody waits for their answer, with their own error', async () => {
    const test = await testDatabase();
    const database = openDatabase(test.ownerUrl, 1);
    await test.owner.query('CREATE TABLE sent (n int PRIMARY KEY)');
    const keep = statement('test.send', 'INSERT INTO sent VALUES ($1::int)');
    const read = statement('test.sent', 'SELECT array_agg(n) AS kept FROM sent');
    expect(
      await database.transaction(system, async (tx) => {
        tx.send(keep, [1]);
        return tx.rows(read);
      }),
    ).toEqual([{ kept: [1] }]);
    const failing = (then: (tx: Transaction) => Promise<unknown>) =>
      database.transaction(system, (tx) => {
        tx.send(keep, [2]);
        tx.send(keep, [1]);
        return then(tx);
      });
    await expect(failing(async () => 'done')).rejects.toThrow('duplicate key');
    await expect(failing((tx) => tx.rows(read))).rejects.toThrow('duplicate key');
    expect(await database.rows(nobody, read)).toEqual([{ kept: [1] }]);
    await database.close();
    await test.close();
  });

  it('keep nothing where a failure was not heard of, and say so', async () => {
    const test = await testDatabase();
    const fail = statement('test.fail', 'SELECT 1 / $1::int AS one');
    await expect(
      test.database.transaction(system, async (tx) => {
        await tx.rows(fail, [0]).catch(() => undefined);
        return 'done';
      }),
    ).rejects.toThrow('nothing is kept');
    await test.close();
  });

  it('are refused once the transaction has ended, since its connection may be somebody else’s', async () => {
    const test = await testDatabase();
    const one = statement('test.one', 'SELECT 1 AS one');
    const left: Transaction[] = [];
    await test.database.transaction(system, async (tx) => left.push(tx));
    await expect(
      test.database.transaction(system, async (tx) => {
        left.push(tx);
        throw new Error('over');
      }),
    ).rejects.toThrow('over');
    for (const tx of left) {
      await expect(tx.rows(one)).rejects.toThrow('had ended');
      expect(() => tx.send(one, [])).toThrow('had ended');
    }
    expect(left).toHaveLength(2);
    await test.close();
  });

  it('fail as one when the server goes away, and the next call connects anew', async () => {
    const test = await testDatabase();
    const database = openDatabase(test.ownerUrl, 1);
    const end = statement('test.end', 'SELECT pg_terminate_backend(pg_backend_pid())');
    await expect(database.rows(system, end)).rejects.toThrow();
    await expect(database.transaction(system, (tx) => tx.rows(end))).rejects.toThrow();
    expect(await database.rows(system, statement('test.alive', 'SELECT 1 AS alive'))).toEqual([{ alive: 1 }]);
    await database.close();
    await test.close();
  });
});

describe('numbers of what transactions write', () => {
  const system = { userId: null, role: 'SYSTEM', institutionId: null } as const;
  const one = statement('test.numbered', 'SELECT 1 AS one');
  const fail = statement('test.numbered-fail', 'SELECT 1 / $1::int AS one');
  const end = statement('test.numbered-end', 'SELECT pg_terminate_backend(pg_backend_pid())');

  it('are committed, given out again, or left to another series, as their transaction ends', async () => {
    const test = await testDatabase();
    const { database } = test;
    const take = (then: (tx: Transaction) => unknown = () => undefined) =>
      database.transaction(system, async (tx) => {
        const taken = tx.numbered();
        await then(tx);
        return taken;
      });
    const lost = (then: (tx: Transaction) => unknown) => expect(take(then)).rejects.toThrow();
    const { series } = await take();
    expect(await take()).toEqual({ series, number: 2, settled: 2, doubts: [] });
    await lost(() => Promise.reject(new Error('over')));
    await lost((tx) => tx.rows(fail, [0]));
    await lost((tx) => tx.rows(fail, [0]).catch(() => undefined));
    await lost((tx) => tx.send(fail, [0]));
    await test.owner.query(`CREATE TABLE late (n int UNIQUE DEFERRABLE INITIALLY DEFERRED); INSERT INTO late VALUES (1);
      GRANT SELECT, INSERT ON late TO syllabase_runtime`);
    await lost((tx) => tx.rows(statement('test.numbered-late', 'INSERT INTO late VALUES (1)')));
    await lost((tx) => tx.rows(end));
    expect(await take(), 'none of them was kept').toEqual({ series, number: 3, settled: 3, doubts: [] });
    await lost((tx) => tx.send(end, []));
    expect(await take(), 'COMMIT was on its way').toEqual({ series, number: 5, settled: 4, doubts: [4] });
    const [first, second] = await Promise.all([take((tx) => tx.rows(one)), take((tx) => tx.rows(one))]);
    expect([first.number, second.number]).toEqual([6, 7]);
    expect(await take()).toEqual({ series, number: 8, settled: 8, doubts: [] });
    await test.close();
  });

  it('are refused once the transaction has ended', async () => {
    const test = await testDatabase();
    const left = await test.database.transaction(system, async (tx) => tx);
    expect(() => left.numbered()).toThrow('had ended');
    await test.close();
  });
});
