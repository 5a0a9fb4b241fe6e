import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { Refusal } from '@/lib/errors';
import { type PeopleQuery, peopleQuery, readPeople } from './people';

let test: TestDatabase;
let ours: Awaited<ReturnType<typeof createClassroom>>;
let theirs: Awaited<ReturnType<typeof createClassroom>>;

const read = (query: Partial<PeopleQuery> = {}, institutionId = ours.institutionId) =>
  test.database.transaction(
    { userId: ours.adminId, role: 'ADMIN', institutionId: ours.institutionId },
    (tx) => readPeople(tx, institutionId, peopleQuery.parse(query)),
  );

beforeAll(async () => {
  test = await testDatabase();
  ours = await createClassroom(test.owner, 12, 'ours');
  theirs = await createClassroom(test.owner, 3, 'theirs');
  await test.owner.query("UPDATE users SET display_name = 'Same Name' WHERE id = ANY ($1)", [
    ours.studentIds.slice(0, 5),
  ]);
  await test.owner.query('UPDATE users SET disabled_at = now() WHERE id = $1', [ours.studentIds[11]]);
});
afterAll(() => test.close());

describe('the people of an institution', () => {
  it('come page by page, each once, people of the same name too', async () => {
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await read({ limit: 3, ...(cursor && { cursor }) });
      seen.push(...page.people.map(({ id }) => id));
      expect(page.total).toBe(14);
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(seen).toHaveLength(14);
    expect(new Set(seen).size).toBe(14);
  });

  it('are found by name, address, role and state', async () => {
    expect((await read({ q: 'same' })).total).toBe(5);
    expect((await read({ q: 'INSTRUCTOR@ours' })).people.map(({ role }) => role)).toEqual(['INSTRUCTOR']);
    expect((await read({ role: 'ADMIN' })).people.map(({ id }) => id)).toEqual([ours.adminId]);
    await test.owner.query(
      'INSERT INTO directory_choices (user_id, opted_out, chosen_by) VALUES ($1, true, $1)',
      [ours.studentIds[11]],
    );
    expect((await read({ state: 'disabled' })).people[0]?.keepsNamePrivate).toBe(true);
    expect((await read({ role: 'ADMIN' })).people[0]?.keepsNamePrivate).toBe(false);
    expect((await read({ state: 'disabled' })).people.map(({ id }) => id)).toEqual([ours.studentIds[11]]);
    expect((await read({ q: '%' })).total).toBe(0);
  });

  it('are told from students where they have an account to be a guardian with, and never were in a course', async () => {
    const { rows } = await test.owner.query(
      `INSERT INTO users (institution_id, email, display_name, role) VALUES ($1, 'mother@ours.test', 'Mother', 'STUDENT')
       RETURNING id`,
      [ours.institutionId],
    );
    const [child, classmate] = ours.studentIds.slice(6);
    const isOnlyGuardian = async (q: string) => (await read({ q })).people[0]?.isOnlyGuardian;
    expect(await isOnlyGuardian('mother@ours')).toBe(false);
    for (const guardian of [rows[0].id, classmate])
      await test.owner.query(
        `INSERT INTO guardianships (guardian_id, student_id, institution_id, relationship, verification, verified_by)
         VALUES ($1, $2, $3, 'mother', 'identity card', $4)`,
        [guardian, child, ours.institutionId, ours.adminId],
      );
    expect(await isOnlyGuardian('mother@ours')).toBe(true);
    expect((await read({ limit: 50 })).people.filter((person) => person.isOnlyGuardian)).toHaveLength(1);
    await test.owner.query('UPDATE guardianships SET ended_at = now() WHERE guardian_id = $1', [rows[0].id]);
    expect(await isOnlyGuardian('mother@ours')).toBe(false);
  });

  it('are never those of another institution', async () => {
    expect(await read({}, theirs.institutionId)).toEqual({ people: [], nextCursor: null, total: 0 });
  });

  it('refuse a page link that they did not make', async () => {
    await expect(read({ cursor: 'bm90IGE' })).rejects.toBeInstanceOf(Refusal);
  });
});
