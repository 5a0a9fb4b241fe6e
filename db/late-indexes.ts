import pg from 'pg';

/** An index that came after its table was in use: built beside the traffic, outside the migrations' transaction. */
type LateIndex = { suffix: string; using: string; tables: string; replaces?: string };

const auditPartitions = `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
  WHERE i.inhparent = 'public.audit_log'::regclass`;

const lateIndexes: LateIndex[] = [
  { suffix: 'search_idx', using: 'gin (search_vector)', tables: "SELECT 'courses' AS name" },
  {
    suffix: 'transaction_idx',
    using: 'brin (transaction_id) WITH (pages_per_range = 16, autosummarize = on)',
    tables: auditPartitions,
  },
  {
    suffix: 'class_idx',
    using: "btree (object_id, occurred_at) WHERE action LIKE 'class.%'",
    tables: auditPartitions,
  },
  {
    suffix: 'reason_idx',
    using:
      "btree (institution_id, occurred_at DESC, id DESC) WHERE purpose IS NOT NULL OR justification IS NOT NULL OR outcome <> 'ALLOWED'",
    tables: auditPartitions,
  },
  {
    suffix: 'value_idx',
    using:
      'brin (action text_bloom_ops, actor_id uuid_bloom_ops, object_type text_bloom_ops, object_id text_bloom_ops) WITH (pages_per_range = 64, autosummarize = on)',
    tables: auditPartitions,
  },
  {
    suffix: 'sealing_idx',
    using: 'btree (sealing_key(body_sealed), id)',
    tables: "SELECT unnest(ARRAY['messages', 'student_notes']) AS name",
  },
  {
    suffix: 'subject_sealing_idx',
    using: 'btree (sealing_key(subject_sealed), id)',
    tables: "SELECT 'messages' AS name",
  },
  {
    suffix: 'sealing_idx',
    using: 'btree (sealing_key(body_sealed), note_id, version)',
    tables: "SELECT 'student_note_versions' AS name",
  },
  {
    suffix: 'student_idx',
    using: 'btree (student_id, course_id)',
    tables: "SELECT 'student_note_versions' AS name",
  },
  {
    suffix: 'administrators_idx',
    using: "btree (institution_id) WHERE role = 'ADMIN'",
    tables: "SELECT 'users' AS name",
  },
  {
    // Answers row security's question for an instructor's courses by itself, without a look into the table.
    suffix: 'taught_idx',
    using: 'btree (instructor_id, status, id)',
    tables: "SELECT 'courses' AS name",
    replaces: 'courses_instructor_status_idx',
  },
];

/**
 * Builds what is missing of them, one after the other and without holding up writers. What an interrupted build left
 * behind invalid is dropped first, and what an index replaces once it is there. Changes nothing the second time.
 */
export async function buildLateIndexes(owner: pg.Client): Promise<void> {
  for (const { suffix, using, tables, replaces } of lateIndexes) {
    const { rows } = await owner.query<{ name: string }>(tables);
    for (const { name: table } of rows) await buildIndex(owner, table, `${table}_${suffix}`, using);
    if (replaces) {
      await owner.query(`DROP INDEX CONCURRENTLY IF EXISTS public.${pg.escapeIdentifier(replaces)}`);
    }
  }
}

async function buildIndex(owner: pg.Client, table: string, name: string, using: string): Promise<void> {
  const { rows } = await owner.query<{ valid: boolean }>(
    "SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass('public.' || quote_ident($1))",
    [name],
  );
  if (rows[0]?.valid) return;
  if (rows[0]) await owner.query(`DROP INDEX CONCURRENTLY public.${pg.escapeIdentifier(name)}`);
  await owner.query(
    `CREATE INDEX CONCURRENTLY ${pg.escapeIdentifier(name)} ON public.${pg.escapeIdentifier(table)} USING ${using}`,
  );
}
