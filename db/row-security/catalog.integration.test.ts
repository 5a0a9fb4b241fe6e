import { afterAll, describe, expect, it } from 'vitest';
import { conditionFor, openTables, personalTables } from '../testing/personal-tables';
import { openTwoSchools } from '../testing/two-schools';

const { db, north, south, close } = await openTwoSchools();
afterAll(close);

/** Every relation that can hold personal data, from the catalog: nothing added later is forgotten. */
const named = `
  SELECT DISTINCT c.oid::regclass::text AS name, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced,
    c.relispartition AS partition
  FROM pg_class c LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
    AND (a.attname IN ('user_id', 'student_id', 'actor_id') OR c.relname IN ('users', 'sign_in_attempts')
      OR c.relname LIKE 'import%')
  ORDER BY 1`;

describe('row security', () => {
  it('is on and forced for every table that holds personal data, partitions included', async () => {
    const { rows: tables } = await db.owner.query<{
      name: string;
      enabled: boolean;
      forced: boolean;
      partition: boolean;
    }>(named);
    expect(tables.filter(({ enabled, forced }) => !enabled || !forced)).toEqual([]);
    expect(tables.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'activity_days',
        'audit_log',
        'enrollments',
        'progress_events',
        'user_progress',
        'users',
      ]),
    );
    expect(tables.filter(({ partition }) => partition).length).toBeGreaterThanOrEqual(4);
  });

  it('leaves no table without it except those that hold nothing personal', async () => {
    const { rows } = await db.owner.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
         AND NOT (relrowsecurity AND relforcerowsecurity) ORDER BY 1`,
    );
    expect(rows.map(({ name }) => name)).toEqual([
      'catalog_changes',
      'catalog_entries',
      'catalog_state',
      'course_cards',
      'course_deltas',
      'lessons',
      'question_versions',
      'questions',
      'search_postings',
      'search_terms',
      'search_words',
      'sections',
    ]);
  });

  it('lets everybody read what it rests on, and nothing else', async () => {
    expect(await openTables(db.owner)).toEqual(['courses', 'institutions']);
  });

  it('asks the caller’s rights in every view', async () => {
    const { rows } = await db.owner.query(
      `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'v'
         AND relname NOT LIKE 'pg_stat_statements%'
         AND NOT coalesce('security_invoker=true' = ANY (reloptions), false)`,
    );
    expect(rows).toEqual([]);
  });

  it('is tried on rows: both schools have some in every table that says whose they are', async () => {
    const tables = await personalTables(db.owner);
    expect(tables.length).toBeGreaterThan(40);
    const empty: string[] = [];
    for (const table of tables.filter(({ columns }) => columns.length > 0)) {
      for (const room of [north, south]) {
        const { where, values } = conditionFor(table, room);
        const { rows } = await db.owner.query(`SELECT 1 FROM ${table.name} WHERE ${where} LIMIT 1`, values);
        if (rows.length === 0) empty.push(table.name);
      }
    }
    expect(empty, 'filled by nobody in db/testing/fill-classroom.ts').toEqual([]);
  });
});
