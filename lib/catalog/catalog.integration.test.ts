import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { decodeCursor } from '@/lib/list-query';
import { loadCourse } from './course';
import { settleCatalog } from './index/settle';
import { loadCounts, loadPage } from './listing';
import { orderedKeys } from './order';
import { loadPreviousPage } from './previous-page';
import type { ListingQuery } from './schema';
import { search } from './search/search';

let db: TestDatabase;
const rooms: Classroom[] = [];

beforeAll(async () => {
  db = await testDatabase();
  for (const size of [3, 0, 2, 2, 1]) rooms.push(await createClassroom(db.owner, size));
  const [first, second] = rooms;
  await db.owner.query(
    "UPDATE courses SET title = 'Organic Chemistry', description = 'Carbon and its friends', difficulty_level = 'ADVANCED', target_audience = '{GRADUATE}' WHERE id = $1",
    [first?.courseId],
  );
  await db.owner.query("UPDATE courses SET status = 'DRAFT' WHERE id = $1", [second?.courseId]);
  await db.owner.query("UPDATE sections SET content_text = 'Benzene rings resonate' WHERE id = $1", [
    first?.lessons[0]?.sectionIds[0],
  ]);
  await db.owner.query('SELECT fold_course_deltas(1000)');
  await settleCatalog(db.database);
});
afterAll(() => db.close());

async function walk(query: Partial<ListingQuery>): Promise<string[]> {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await loadPage({ limit: 2, ...query, cursor });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return seen;
}

describe('the course listing', () => {
  it('counts students, not rows, and leaves drafts out', async () => {
    const { items } = await loadPage({ limit: 50 });
    expect(items).toHaveLength(4);
    expect(items[0]).toMatchObject({
      title: 'Organic Chemistry',
      enrolledStudents: 3,
      completedStudents: null,
      avgCompletionRate: null,
    });
    expect(Object.keys(items[0]?.instructor ?? {})).toEqual(['id', 'name']);
    const plain = await db.owner.query(
      `SELECT c.id, count(*) FILTER (WHERE e.status <> 'DROPPED' AND e.role = 'STUDENT')::int AS n FROM courses c LEFT JOIN enrollments e ON e.course_id = c.id
       WHERE c.status = 'PUBLISHED' GROUP BY c.id`,
    );
    for (const { id, n } of plain.rows)
      expect(items.find((item) => item.id === id)?.enrolledStudents).toBe(n);
  });

  it('walks every page once in every order', async () => {
    for (const sort of ['popular', 'newest'] as const) {
      const seen = await walk({ sort });
      expect(seen).toHaveLength(4);
      expect(new Set(seen).size).toBe(4);
    }
    expect(await walk({ q: 'course', sort: 'relevance' })).toHaveLength(3);
  });

  it('knows the way back from every page in every order', async () => {
    for (const query of [{ sort: 'popular' }, { sort: 'newest' }, { sort: 'completion' }, {}] as const) {
      for (const limit of [1, 2, 3]) {
        let cursor: string | undefined;
        let before: string[] = [];
        do {
          const page = await loadPage({ ...query, limit, cursor });
          const previous = await loadPreviousPage({ ...query, limit, cursor });
          if (cursor === undefined) expect(previous).toBeNull();
          else {
            const back = await loadPage({ ...query, limit, cursor: previous?.cursor ?? undefined });
            expect(back.items.map(({ id }) => id)).toEqual(before);
            expect(previous?.cursor === null).toBe(before[0] === (await walk(query))[0]);
          }
          before = page.items.map(({ id }) => id);
          cursor = page.nextCursor ?? undefined;
        } while (cursor);
      }
    }
    const only = { institution: rooms[0]?.institutionId, limit: 1 };
    const { nextCursor } = await loadPage({ limit: 1 });
    expect(await loadPreviousPage({ ...only, cursor: nextCursor ?? undefined })).toEqual({ cursor: null });
  });

  it('filters, and its facets agree with the results', async () => {
    expect(await walk({ difficulty: 'ADVANCED' })).toEqual([rooms[0]?.courseId]);
    expect(await walk({ audience: 'GRADUATE' })).toEqual([rooms[0]?.courseId]);
    expect(await walk({ institution: rooms[2]?.institutionId })).toEqual([rooms[2]?.courseId]);
    expect(await walk({ instructor: rooms[3]?.instructorId })).toEqual([rooms[3]?.courseId]);
    const { total, facets } = await loadCounts({});
    expect(total).toBe(4);
    for (const { value, count } of facets.difficulty) {
      expect(await walk({ difficulty: value as ListingQuery['difficulty'] })).toHaveLength(count);
    }
  });

  it('shows an enrolment at once, folded or not', async () => {
    const course = rooms[4];
    await db.owner.query('SELECT enroll_student($1, $2)', [rooms[0]?.studentIds[0], course?.courseId]);
    const count = async () =>
      (await loadPage({ limit: 50 })).items.find(({ id }) => id === course?.courseId)?.enrolledStudents;
    expect(await count()).toBe(2);
    await db.owner.query('SELECT fold_course_deltas(1000)');
    expect(await count()).toBe(2);
  });

  it('gives nobody’s progress away, neither in its figures nor in its order', async () => {
    const large = await createClassroom(db.owner, 12);
    await db.owner.query(
      'UPDATE course_cards SET completion_total = CASE WHEN course_id = $1 THEN 12 * 3333 ELSE 3 * 8765 END, completed = 1 WHERE course_id IN ($1, $2)',
      [large.courseId, rooms[0]?.courseId],
    );
    await db.owner.query('SELECT fold_course_deltas(1000)');
    await settleCatalog(db.database);
    const { items, nextCursor } = await loadPage({ limit: 1, sort: 'completion' });
    const told = { enrolledStudents: 12, avgCompletionRate: 35, completedStudents: 0 };
    expect(items[0]).toMatchObject({ id: large.courseId, ...told });
    expect(await loadCourse(large.courseId)).toMatchObject(told);
    expect(decodeCursor(orderedKeys, nextCursor ?? '')[1]).toBe(3500);
    const small = { enrolledStudents: 3, avgCompletionRate: null, completedStudents: null };
    expect(await loadCourse(rooms[0]?.courseId ?? '')).toMatchObject(small);
    const { rows } = await db.owner.query(
      'SELECT completion_even, completion_odd FROM catalog_entries WHERE course_id = $1',
      [rooms[0]?.courseId],
    );
    expect(rows).toEqual([{ completion_even: 0, completion_odd: 0 }]);
    await db.owner.query("UPDATE courses SET status = 'ARCHIVED' WHERE id = $1", [large.courseId]);
    await settleCatalog(db.database);
  });

  it('refuses a cursor it did not make', async () => {
    await expect(loadPage({ limit: 2, cursor: 'e30' })).rejects.toThrow('no longer valid');
  });
});

describe('search', () => {
  it('finds courses and lesson text, with the matches marked', async () => {
    const found = await search('chemistry', 5);
    expect(found.courses.map(({ title }) => title)).toEqual(['Organic Chemistry']);
    const lesson = await search('benzene', 5);
    expect(lesson.lessons).toMatchObject([
      { courseTitle: 'Organic Chemistry', highlight: '\u0002Benzene\u0003 rings resonate' },
    ]);
    expect(await search('"', 5)).toEqual({ courses: [], lessons: [] });
  });

  it('takes any text for words', async () => {
    for (const q of ["'; DROP TABLE users", 'a & | ! (', ':*', '\\', '<script>', '-', '""', '𝕿𝖍𝖊'])
      await search(q, 5);
  });
});

describe('a course', () => {
  it('comes with its lessons and sections in order', async () => {
    const course = await loadCourse(rooms[0]?.courseId ?? '');
    expect(course?.lessons.map(({ title }) => title)).toEqual(['Lesson 1', 'Lesson 2']);
    expect(course?.lessons[1]?.sections.map(({ title }) => title)).toEqual([
      'Section 2.1',
      'Section 2.2',
      'Section 2.3',
    ]);
  });
});
