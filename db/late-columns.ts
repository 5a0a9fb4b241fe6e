import type pg from 'pg';

/** Columns that came after their table was in use and are copied from elsewhere; a constraint that is valid once all are filled. */
type LateColumns = { table: string; empty: string; set: string; from: string; constraint: string };

const lateColumns: LateColumns[] = ['class_days', 'class_weeks', 'enrollments'].map((table) => ({
  table,
  empty: 't.institution_id IS NULL',
  set: 'institution_id = c.institution_id, instructor_id = c.instructor_id',
  from: 'courses c WHERE c.id = t.course_id',
  constraint: `${table}_whose_fk`,
}));

/** Some ten thousand rows: a moment for whoever waits for one of them. */
const pagesAtOnce = 200;

/**
 * Fills what is empty of them, in pieces that are each committed, so that it goes on where it was interrupted, and then has the
 * constraint checked. Holds up no reader, and whoever writes a row for one piece at most. Changes nothing the second time.
 */
export async function fillLateColumns(owner: pg.Client): Promise<void> {
  for (const columns of lateColumns) {
    if (await isValid(owner, columns)) continue;
    // What was written meanwhile may have been moved to where a pass had been.
    while (await hasEmpty(owner, columns)) await fillOnce(owner, columns);
    await owner.query(`ALTER TABLE public.${columns.table} VALIDATE CONSTRAINT ${columns.constraint}`);
  }
}

async function isValid(owner: pg.Client, { table, constraint }: LateColumns): Promise<boolean> {
  const { rows } = await owner.query<{ valid: boolean }>(
    `SELECT convalidated AS valid FROM pg_constraint WHERE conrelid = $1::regclass AND conname = $2`,
    [`public.${table}`, constraint],
  );
  return rows[0]?.valid === true;
}

async function hasEmpty(owner: pg.Client, { table, empty }: LateColumns): Promise<boolean> {
  const { rows } = await owner.query(`SELECT 1 FROM public.${table} t WHERE ${empty} LIMIT 1`);
  return rows.length > 0;
}

async function fillOnce(owner: pg.Client, { table, empty, set, from }: LateColumns): Promise<void> {
  const { rows } = await owner.query<{ pages: number }>(
    `SELECT (pg_relation_size($1) / current_setting('block_size')::int)::int AS pages`,
    [`public.${table}`],
  );
  const pages = rows[0]?.pages ?? 0;
  for (let page = 0; page < pages; page += pagesAtOnce) {
    await owner.query(
      `UPDATE public.${table} t SET ${set} FROM ${from} AND ${empty} AND t.ctid >= $1::tid AND t.ctid < $2::tid`,
      [`(${page},0)`, `(${page + pagesAtOnce},0)`],
    );
  }
}
