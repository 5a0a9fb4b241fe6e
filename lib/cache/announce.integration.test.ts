import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Listener } from '@/db/listen';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asSystem } from '@/lib/access/transaction';
import { announceInvalidation, hearAnnouncements } from './announce';

let db: TestDatabase;
let listener: Listener | null;
const heard: string[][] = [];

beforeAll(async () => {
  db = await testDatabase();
  listener = await hearAnnouncements(async (tags) => void heard.push(tags));
});
afterAll(async () => {
  await listener?.close();
  await db.close();
});

async function next(): Promise<string[]> {
  for (let tries = 0; tries < 2_000 && heard.length === 0; tries += 1) await sleep(5);
  return heard.shift() ?? [];
}

const announce = (tags: string[], end: () => void = () => undefined) =>
  asSystem(async (tx) => {
    await announceInvalidation(tx, tags);
    end();
  }, db.database);

describe('what another process changes', () => {
  it('is heard when it commits, and not when it does not', async () => {
    const undone = announce(['course:1'], () => {
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await announce(['course:2', 'courses']);
    expect(await next()).toEqual(['course:2', 'courses']);
  });

  it('is everything where the list does not fit into a notification', async () => {
    await announce(Array.from({ length: 500 }, (_, n) => `course:00000000-0000-0000-0000-${n}`));
    expect(await next()).toEqual(['*']);
  });

  it('is taken to be everything after the connection was lost, and is heard again', async () => {
    await db.owner.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'syllabase cache' AND datname = current_database()",
    );
    expect(await next()).toEqual(['*']);
    await announce(['courses']);
    expect(await next()).toEqual(['courses']);
  });
});
