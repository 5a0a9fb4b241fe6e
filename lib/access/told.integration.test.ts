import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { appendAudit } from '@/lib/audit/append';
import { nothingChanged, toldWhereDone } from '@/lib/audit/untold';
import { type Done, perform } from './action';
import { asAdministrator, asViewer, asViewerInto } from './transaction';
import { mintViewer, type Viewer } from './viewer';

const keep = statement(
  'test.keep-view',
  "INSERT INTO audit_views (user_id, name, search) VALUES ($1, $2, '')",
);
const drop = statement('test.drop-view', 'DELETE FROM audit_views WHERE name = $1');
const event = { action: 'test.keep', objectType: 'test' };

let db: TestDatabase;
let room: Classroom;
let admin: Viewer;
beforeAll(async () => {
  db = await testDatabase();
  room = await createClassroom(db.owner, 1);
  const who = { userId: room.adminId, institutionId: room.institutionId, displayName: 'A', email: null };
  admin = mintViewer({ ...who, role: 'ADMIN' });
});
afterAll(() => db.close());

const kept = async (name: string) =>
  (await db.owner.query('SELECT 1 FROM audit_views WHERE name = $1', [name])).rowCount;
const events = async (action: string) =>
  (await db.owner.query('SELECT 1 FROM audit_log WHERE action = $1', [action])).rowCount;
const write = (name: string) => (tx: Transaction) => tx.rows(keep, [admin.userId, name]);

describe('what is written in a person’s name', () => {
  it('is undone where nobody told the trail', async () => {
    for (const way of [asViewer, asAdministrator])
      await expect(way(admin, write('untold'))).rejects.toThrow('the trail was told nothing');
    expect(await kept('untold')).toBe(0);
  });

  it('is undone where the write hides in a WITH', async () => {
    const hidden = statement(
      'test.keep-hidden',
      `WITH kept AS (INSERT INTO audit_views (user_id, name, search) VALUES ($1, 'hidden', '') RETURNING 1)
       SELECT count(*) FROM kept`,
    );
    await expect(asViewer(admin, (tx) => tx.rows(hidden, [admin.userId]))).rejects.toThrow('told nothing');
    expect(await kept('hidden')).toBe(0);
  });

  it('stays where the trail was told in the same transaction', async () => {
    await asViewer(admin, async (tx) => {
      await write('told')(tx);
      await appendAudit(tx, admin, event);
    });
    expect([await kept('told'), await events('test.keep')]).toEqual([1, 1]);
  });

  it('may be nothing: what was asked for was so already', async () => {
    await asViewer(admin, (tx) => tx.rows(drop, ['nowhere']));
    await asViewer(admin, (tx) => tx.rows(statement('test.look', 'SELECT 1 FROM audit_views')));
  });

  it('is left out of the trail where the table is its own evidence, by name', async () => {
    await asViewerInto('recommendation_events', admin, write('evidence'));
    expect(await kept('evidence')).toBe(1);
  });
});

describe('a write that says what the trail shall keep', () => {
  const performed = (run: (tx: Transaction) => Promise<Done<string>>) =>
    perform({ input: z.strictObject({}), allow: () => true, run: ({ tx }) => run(tx) }, admin, {});

  it('is not believed that nothing has changed where rows were written', async () => {
    const lying = performed(async (tx) => {
      await write('lie')(tx);
      return { value: 'done', audit: nothingChanged };
    });
    await expect(lying).rejects.toThrow('the trail was told nothing');
    expect(await kept('lie')).toBe(0);
  });

  it('is not believed that it told where it did, without an event', async () => {
    const lying = performed(async (tx) => {
      await write('elsewhere')(tx);
      return { value: 'done', audit: toldWhereDone };
    });
    await expect(lying).rejects.toThrow('told where it was done');
    expect(await kept('elsewhere')).toBe(0);
  });

  it('is done when it is so', async () => {
    expect(await performed(async () => ({ value: 'same', audit: nothingChanged }))).toBe('same');
    const told = async (tx: Transaction) => {
      await write('where it was done')(tx);
      await appendAudit(tx, admin, { ...event, action: 'test.where-done' });
      return { value: 'told', audit: toldWhereDone } as const;
    };
    expect(await performed(told)).toBe('told');
    expect([await kept('where it was done'), await events('test.where-done')]).toEqual([1, 1]);
  });
});
