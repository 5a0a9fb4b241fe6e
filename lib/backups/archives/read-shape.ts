import type pg from 'pg';
import { BackupRefusal } from '../errors';

export type TableShape = {
  name: string;
  /** Columns that are stored as they were written; what the server works out by itself is not among them. */
  columns: string[];
  /** Other tables that its foreign keys point to. */
  needs: string[];
  isForced: boolean;
};

const tables = `
  SELECT c.relname::text AS name, c.relforcerowsecurity AS "isForced", c.relpersistence = 'u' AS "isPassing",
    CASE WHEN has_any_column_privilege(c.oid, 'SELECT') THEN ARRAY(
      SELECT c.relname || '.' || a.attname FROM pg_attribute a
      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND NOT has_column_privilege(c.oid, a.attnum, 'SELECT')
      ORDER BY a.attnum) ELSE ARRAY[c.relname::text] END AS hidden,
    ARRAY(SELECT a.attname::text FROM pg_attribute a
      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum) AS columns,
    ARRAY(SELECT DISTINCT t.relname::text FROM pg_constraint f JOIN pg_class t ON t.oid = f.confrelid
      WHERE f.contype = 'f' AND f.conrelid = c.oid AND f.confrelid <> c.oid ORDER BY 1) AS needs
  FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY c.relname`;

type Row = TableShape & { isPassing: boolean; hidden: string[] };

/**
 * The tables of a database that have to be kept, and those that do not: what is unlogged is on its way to somewhere else.
 *
 * @throws BackupRefusal where a table or a column cannot be read: an archive without it would look like a whole one
 */
export async function readShape(client: pg.Client): Promise<{ kept: TableShape[]; passing: string[] }> {
  const { rows } = await client.query<Row>(tables);
  const hidden = rows.flatMap((row) => row.hidden);
  if (hidden.length > 0)
    throw new BackupRefusal(
      `This login cannot read ${hidden.join(', ')}: archives are taken with the owner’s login.`,
    );
  return {
    kept: rows
      .filter(({ isPassing }) => !isPassing)
      .map(({ name, columns, needs, isForced }) => ({ name, columns, needs, isForced })),
    passing: rows.filter(({ isPassing }) => isPassing).map(({ name }) => name),
  };
}

const sequences = `
  SELECT s.sequencename::text AS name, s.last_value AS value,
    has_sequence_privilege(format('public.%I', s.sequencename), 'SELECT') AS readable
  FROM pg_sequences s WHERE s.schemaname = 'public' ORDER BY 1`;

/**
 * How far the counters have come; one that was never used is not named.
 *
 * @throws BackupRefusal where one cannot be read
 */
export async function readSequences(client: pg.Client): Promise<{ name: string; value: number }[]> {
  const { rows } = await client.query<{ name: string; value: string | null; readable: boolean }>(sequences);
  const hidden = rows.find(({ readable }) => !readable);
  if (hidden) throw new BackupRefusal(`This login cannot read the counter ${hidden.name}.`);
  return rows.flatMap(({ name, value }) => (value === null ? [] : [{ name, value: Number(value) }]));
}

const months = `
  SELECT substr(c.relname, length('audit_log_') + 1) AS month FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
  WHERE i.inhparent = 'public.audit_log'::regclass ORDER BY 1`;

/** Months of which the trail has a partition, `2026_11`. */
export const readTrailMonths = async (client: pg.Client): Promise<string[]> =>
  (await client.query<{ month: string }>(months)).rows.map(({ month }) => month);
