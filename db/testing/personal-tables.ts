import type pg from 'pg';
import type { Classroom } from './fixtures';

/** A relation that row security guards, partitions left out. */
export type PersonalTable = {
  name: string;
  /** Columns that say whose a row is. */
  columns: Owner[];
  /** A column that the application may change; null where there is none. */
  changeable: string | null;
  deletable: boolean;
};

type Owner = 'user_id' | 'student_id' | 'id' | 'course_id' | 'institution_id';

/**
 * Every table that holds something about people or of one school, from the catalog: nothing added later is forgotten. Of the
 * columns named `id` only that of users is somebody's. What everybody may read is left out: see `openTables`.
 */
export async function personalTables(owner: pg.Client): Promise<PersonalTable[]> {
  const { rows } = await owner.query<PersonalTable>(
    `SELECT c.relname AS name, array(
         SELECT a.attname::text FROM pg_attribute a
         WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
           AND (a.attname IN ('user_id', 'student_id', 'course_id', 'institution_id') OR (c.relname = 'users' AND a.attname = 'id'))
           AND has_column_privilege('syllabase_runtime', c.oid, a.attnum, 'SELECT')
         ORDER BY a.attname) AS columns,
       (SELECT a.attname::text FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.attidentity = ''
          AND has_column_privilege('syllabase_runtime', c.oid, a.attnum, 'UPDATE') ORDER BY a.attnum LIMIT 1) AS changeable,
       has_table_privilege('syllabase_runtime', c.oid, 'DELETE') AS deletable
     FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relrowsecurity
       AND has_any_column_privilege('syllabase_runtime', c.oid, 'SELECT') AND c.relname <> ALL ($1)
     ORDER BY 1`,
    [await openTables(owner)],
  );
  return rows;
}

/** Tables whose row security lets everybody read: it guards what is written. */
export async function openTables(owner: pg.Client): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `SELECT polrelid::regclass::text AS name FROM pg_policy
     WHERE polcmd IN ('r', '*') AND pg_get_expr(polqual, polrelid) = 'true' ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

/**
 * What is true of rows about a school, its class or its people.
 *
 * @param people those who count; all of the school unless they are named, and then rows of the class as such do not count
 */
export function conditionFor(
  { columns }: PersonalTable,
  { studentIds, instructorId, adminId, courseId, institutionId }: Classroom,
  people?: string[],
): { where: string; values: string[][] } {
  const everybody = people ?? [...studentIds, instructorId, adminId];
  const places: Partial<Record<Owner, string[]>> = people
    ? {}
    : { course_id: [courseId], institution_id: [institutionId] };
  const owners: Partial<Record<Owner, string[]>> = {
    user_id: everybody,
    student_id: everybody,
    id: everybody,
    ...places,
  };
  const named = columns.flatMap((column) => {
    const ids = owners[column];
    return ids ? [{ column, ids }] : [];
  });
  return {
    where: named.map(({ column }, n) => `${column} = ANY ($${n + 1}::uuid[])`).join(' OR ') || 'false',
    values: named.map(({ ids }) => ids),
  };
}
