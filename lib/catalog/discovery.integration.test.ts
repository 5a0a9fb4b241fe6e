import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { dimensions } from './filters';
import { orderCatalog, settleCatalog } from './index/settle';
import { listCoursesNearby, loadCounts, loadPage } from './listing';
import type { ListingQuery } from './schema';
import { search } from './search/search';
import { suggest } from './search/suggest';
import { loadSimilarCourses } from './similar';

let db: TestDatabase;
let room: Classroom;

const catalog = [
  ['MATH 20A', 'Calculus I', 'Limits and derivatives of one variable.', 'Mathematics', 'BEGINNER'],
  [
    'MATH 20C',
    'Calculus III',
    'Vectors, partial derivatives. Prerequisites: MATH 20A.',
    'Mathematics',
    'BEGINNER',
  ],
  ['MATH 202', 'Topology', 'Spaces and their deformation.', 'Mathematics', 'ADVANCED'],
  [
    'VIS 105A',
    'Studio: 2D Design',
    'Two-dimensional composition and colour theory.',
    'Visual Arts',
    'BEGINNER',
  ],
  ['CSE 8A', 'Introduction to Programming I', 'Writing programs in Python.', 'Computer Science', 'BEGINNER'],
  ['CSE 151', 'Neural Networks', 'Training deep models from examples.', 'Computer Science', 'ADVANCED'],
  [
    'SOC 40',
    'Juvenile Delinquency',
    'Why the young break laws, and what prisons do to them.',
    'Sociology',
    'INTERMEDIATE',
  ],
  ['PSY 1', 'Psychology', 'Mind and behaviour.', 'Psychology', 'BEGINNER'],
  ['FR 1', 'Théâtre français', 'La scène de Molière à Beckett.', 'Literature', 'INTERMEDIATE'],
] as const;

beforeAll(async () => {
  db = await testDatabase();
  room = await createClassroom(db.owner, 30);
  for (const [code, title, description, department, level] of catalog) {
    await db.owner.query(
      `INSERT INTO courses (code, title, description, department, difficulty_level, instructor_id, institution_id, status, target_audience, estimated_duration)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 'PUBLISHED', '{UNDERGRADUATE}', 400)`,
      [code, title, description, department, level, room.instructorId, room.institutionId],
    );
  }
  await settleCatalog(db.database);
});
afterAll(() => db.close());

const codes = async (query: Partial<ListingQuery>) =>
  (await loadPage({ limit: 50, ...query })).items.map(({ code }) => code);

async function walk(
  query: Partial<ListingQuery>,
  between: () => Promise<unknown> = async () => {},
): Promise<string[]> {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await loadPage({ limit: 2, ...query, cursor });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
    await between();
  } while (cursor);
  return seen;
}

describe('searching', () => {
  it('finds codes in every spelling, and half a code', async () => {
    for (const q of ['MATH 20C', 'math20c', 'Math-20c', 'math 20c'])
      expect((await codes({ q }))[0]).toBe('MATH 20C');
    expect((await codes({ q: 'math 20' })).slice(0, 2).sort()).toEqual(['MATH 20A', 'MATH 20C']);
    expect((await codes({ q: 'cse' })).slice(0, 2).sort()).toEqual(['CSE 151', 'CSE 8A']);
  });

  it('understands abbreviations, topics, hints of a level and what goes with a topic', async () => {
    expect((await codes({ q: '2d art' }))[0]).toBe('VIS 105A');
    expect((await codes({ q: 'psych' }))[0]).toBe('PSY 1');
    expect((await codes({ q: 'intro to coding' }))[0]).toBe('CSE 8A');
    expect(await codes({ q: 'machine learning' })).toContain('CSE 151');
    expect(await codes({ q: 'criminal justice' })).toEqual(['SOC 40']);
  });

  it('folds accents both ways', async () => {
    expect(await codes({ q: 'theatre francais' })).toEqual(['FR 1']);
    expect(await codes({ q: 'THÉÂTRE' })).toEqual(['FR 1']);
  });

  it('forgives typing errors and says what it took them for', async () => {
    expect((await codes({ q: 'calculas' })).sort()).toEqual(['MATH 20A', 'MATH 20C']);
    expect(await loadCounts({ q: 'topolgy' })).toMatchObject({ didYouMean: 'topology', total: 1 });
    for (const q of ['pyhton', 'ypthon', 'pythno'])
      expect(await loadCounts({ q }), q).toMatchObject({ didYouMean: 'python', total: 1 });
    expect((await loadCounts({ q: 'calculus' })).didYouMean).toBeNull();
  });

  it('takes phrases and exclusions by their word', async () => {
    expect(await codes({ q: '"partial derivatives"' })).toEqual(['MATH 20C']);
    expect(await codes({ q: '"derivatives partial"' })).toEqual([]);
    expect(await codes({ q: 'calculus -vectors' })).toEqual(['MATH 20A']);
  });

  it('shows every other course where words are only left out', async () => {
    const all = (await codes({})).toSorted();
    const others = all.filter((code) => code !== 'MATH 20A' && code !== 'MATH 20C');
    for (const sort of [undefined, 'popular', 'newest', 'completion'] as const)
      expect((await codes({ q: '-calculus', sort })).toSorted()).toEqual(others);
    expect(await loadCounts({ q: '-calculus' })).toMatchObject({ total: others.length, relaxed: false });
    expect((await walk({ q: '-calculus' })).length).toBe(others.length);
  });

  it('does not find a course by the courses that must come first', async () => {
    expect((await codes({ q: 'math 20a' }))[0]).toBe('MATH 20A');
  });

  it('shows courses with most of the words where none has all, and says so', async () => {
    const q = 'topology molière';
    expect((await loadCounts({ q })).relaxed).toBe(true);
    expect((await codes({ q })).sort()).toEqual(['FR 1', 'MATH 202']);
    expect((await loadCounts({ q: 'topology' })).relaxed).toBe(false);
  });

  it('answers what nobody could mean with nothing', async () => {
    for (const q of ['qqqxyzzy', '-', '""', '🎓', '___']) {
      expect(await codes({ q })).toEqual([]);
      expect(await loadCounts({ q })).toMatchObject({ total: 0, relaxed: false });
    }
  });

  it('hears of a change of words, and forgets a course that is withdrawn', async () => {
    await db.owner.query("UPDATE courses SET title = 'Knot Theory' WHERE code = 'MATH 202'");
    await settleCatalog(db.database);
    expect(await codes({ q: 'knot' })).toEqual(['MATH 202']);
    await db.owner.query("UPDATE courses SET status = 'ARCHIVED' WHERE code = 'MATH 202'");
    expect(await codes({ q: 'knot' })).toEqual([]);
    await settleCatalog(db.database);
    const { rows } = await db.owner.query("SELECT frequency FROM search_terms WHERE term = 'knot'");
    expect(rows).toEqual([{ frequency: 0 }]);
    await db.owner.query(
      "UPDATE courses SET status = 'PUBLISHED', title = 'Topology' WHERE code = 'MATH 202'",
    );
    await settleCatalog(db.database);
    expect(await codes({ q: 'topology' })).toEqual(['MATH 202']);
  });

  it('keeps frequencies equal to a recount, whatever was indexed again', async () => {
    await db.owner.query("UPDATE courses SET description = description || ' Again.'");
    await settleCatalog(db.database);
    const { rows } = await db.owner.query(
      `SELECT term FROM search_terms t WHERE frequency <> (SELECT count(*) FROM search_postings p WHERE p.term_id = t.id)
       UNION ALL SELECT word FROM search_words w WHERE frequency <> (SELECT count(*) FROM catalog_entries WHERE word = ANY (words))`,
    );
    expect(rows).toEqual([]);
  });
});

describe('indexing', () => {
  const course = (code: string, title: string, description = '') =>
    db.owner.query(
      `INSERT INTO courses (code, title, description, difficulty_level, instructor_id, institution_id, status)
       VALUES ($1, $2, $3, 'BEGINNER', $4, $5, 'PUBLISHED')`,
      [code, title, description, room.instructorId, room.institutionId],
    );

  it('finds codes of any make as they are printed, and squeezed', async () => {
    const made = ['6.006', 'E E 101', 'BIO_SCI-310/L', 'ÉCO-101bis'];
    for (const code of made) await course(code, `Made ${code.length}`);
    await settleCatalog(db.database);
    for (const code of made) {
      for (const q of [code, code.replace(/[^\p{L}\p{N}]/gu, ''), code.toLowerCase()])
        expect((await codes({ q }))[0], q).toBe(code);
    }
  });

  it('is not held up by a word that no index has room for', async () => {
    await course('LONG 1', 'Sequences', `${'x1y2'.repeat(2_000)} ${'ﷺ'.repeat(250)}`);
    await course('LONG 2', 'Innocent bystander');
    await settleCatalog(db.database);
    expect(await codes({ q: 'bystander' })).toEqual(['LONG 2']);
    await search(`-${'ﷺ'.repeat(199)}`, 5);
  });

  it('loses no edit that was under way while it indexed', async () => {
    const { rows } = await db.owner.query("SELECT id FROM courses WHERE code = 'LONG 2'");
    const id = rows[0]?.id;
    const lesson =
      "INSERT INTO lessons (course_id, title, lesson_order, content) VALUES ($1, 'Early', 1, '{}')";
    await db.owner.query(lesson, [id]);
    await db.owner.query('BEGIN');
    await db.owner.query("UPDATE lessons SET title = 'Quixotic' WHERE course_id = $1", [id]);
    await settleCatalog(db.database);
    await db.owner.query('COMMIT');
    await settleCatalog(db.database);
    expect(await codes({ q: 'quixotic' })).toEqual(['LONG 2']);
  });
});

describe('facets', () => {
  it.each<Partial<ListingQuery>>([
    {},
    { q: 'calculus' },
    { difficulty: 'BEGINNER' },
    { q: 'derivatives or programming', subject: 'Mathematics' },
    { audience: 'UNDERGRADUATE', duration: 'MEDIUM' },
    { duration: 'LONG' },
    { duration: 'SHORT' },
  ])('count what their values show: %o', async (query) => {
    const { total, facets } = await loadCounts(query);
    expect(await walk(query)).toHaveLength(total);
    for (const dimension of dimensions) {
      for (const { value, count } of facets[dimension])
        expect(await walk({ ...query, [dimension]: value }), `${dimension} ${value}`).toHaveLength(count);
    }
  });
});

describe('the order of the catalog', () => {
  it('stands still for somebody who walks through it while students enrol and leave', async () => {
    const { rows } = await db.owner.query<{ id: string }>(
      'SELECT course_id AS id FROM catalog_entries WHERE published',
    );
    const all = rows.map(({ id }) => id).sort();
    let step = 0;
    const upheaval = async () => {
      for (const [place, id] of all.entries()) {
        const student = room.studentIds[(place * 7 + step) % room.studentIds.length];
        const verb = (place + step) % 3 === 0 ? 'drop_student' : 'enroll_student';
        await db.owner.query(`SELECT ${verb}($1, $2)`, [student, id]);
      }
      await db.owner.query('SELECT fold_course_deltas(1000)');
      step += 1;
    };
    for (const sort of ['popular', 'completion', 'newest'] as const) {
      await orderCatalog(db.database);
      const seen = await walk({ sort }, async () => {
        await upheaval();
        if (step % 4 === 0) await orderCatalog(db.database);
      });
      expect([...seen].sort(), sort).toEqual(all);
    }
    await orderCatalog(db.database);
    const { items } = await loadPage({ limit: 50, sort: 'popular' });
    const students = items.map(({ enrolledStudents }) => enrolledStudents);
    expect(students).toEqual([...students].sort((a, b) => b - a));
  });

  it.each<Partial<ListingQuery>>([
    { sort: 'popular' },
    { sort: 'completion' },
    { q: 'math', sort: 'popular' },
  ])('refuses a page of an order that has been replaced twice: %j', async (query) => {
    const { rows } = await db.owner.query<{ id: string }>(
      'SELECT course_id AS id FROM catalog_entries WHERE published',
    );
    const reorder = async (verb: 'enroll_student' | 'drop_student') => {
      for (const student of room.studentIds.slice(0, 3))
        await db.owner.query(`SELECT ${verb}($1, $2)`, [student, rows[0]?.id]);
      await db.owner.query('SELECT fold_course_deltas(1000)');
      return orderCatalog(db.database);
    };
    await reorder('drop_student');
    const { nextCursor } = await loadPage({ limit: 1, ...query });
    expect(nextCursor).not.toBeNull();
    const next = { limit: 1, ...query, cursor: nextCursor ?? undefined };
    const { items } = await loadPage(next);
    expect(await reorder('enroll_student')).toBe(1);
    expect((await loadPage(next)).items.map(({ id }) => id)).toEqual(items.map(({ id }) => id));
    expect(await reorder('drop_student')).toBe(1);
    await expect(loadPage(next)).rejects.toThrow('The order has changed');
    const nearby = await listCoursesNearby(next);
    expect(nearby).toMatchObject({ reordered: true, items: [expect.anything()] });
  });
});

describe('suggestions', () => {
  it('completes words, finds codes and subjects, and leads somewhere', async () => {
    const [first] = await suggest('math 20c', []);
    expect(first).toMatchObject({
      kind: 'course',
      text: 'Calculus III',
      detail: expect.stringContaining('MATH 20C'),
    });
    const calculus = await suggest('calcu', []);
    expect(
      calculus
        .filter(({ kind }) => kind === 'course')
        .map(({ text }) => text)
        .sort(),
    ).toEqual(['Calculus I', 'Calculus III']);
    expect(calculus).toContainEqual({
      kind: 'words',
      text: 'calculus',
      href: '/courses?q=calculus',
      detail: null,
    });
    const subject = await suggest('mat', [{ value: 'Mathematics', label: 'Mathematics', count: 3 }]);
    expect(subject[0]).toMatchObject({
      kind: 'subject',
      href: '/courses?subject=Mathematics',
      detail: '3 courses',
    });
    expect(await suggest('introduction to', [])).not.toContainEqual(
      expect.objectContaining({ kind: 'words' }),
    );
    expect((await suggest('introduction to programming ', []))[0]).toMatchObject({
      text: 'Introduction to Programming I',
    });
    expect(await suggest('', [])).toEqual([]);
    for (const q of ["'", '%', '_', '\\', '🎓', 'a&|!()']) await suggest(q, []);
  });
});

describe('similar courses', () => {
  it('shares what a course stands out by', async () => {
    const { rows } = await db.owner.query("SELECT id FROM courses WHERE code = 'MATH 20A'");
    const [first] = await loadSimilarCourses(rows[0]?.id);
    expect(first?.code).toBe('MATH 20C');
  });
});

describe('the search of everything', () => {
  it('finds courses as the catalog does', async () => {
    const { courses } = await search('math20c', 3);
    expect(courses[0]).toMatchObject({ code: 'MATH 20C', title: 'Calculus III' });
  });
});
