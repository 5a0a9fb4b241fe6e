import pg from 'pg';

// A vacuum amid the seed noted of some tables that they are empty, of others it may have noted nothing.
const lacking = `SELECT 1 FROM pg_class
  WHERE oid = ANY ('{courses, enrollments, user_progress, activity_days}'::regclass[]) AND (reltuples <= 0 OR relallvisible = 0)`;

/**
 * Gives the planner statistics and a visibility map, unless they are there: so also when a crash came between
 * the seed and this. Needs the owner.
 */
export async function refreshStatistics(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl, application_name: 'syllabase seed' });
  await owner.connect();
  try {
    const { rowCount } = await owner.query(lacking);
    if (!rowCount) return;
    await owner.query(`VACUUM (ANALYZE) ${(await ownTables(owner)).join(', ')}`);
    await forgetSeeding(owner);
  } finally {
    await owner.end();
  }
}

/** Every table of the product; partitions come with theirs. */
async function ownTables(owner: pg.Client): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `SELECT quote_ident(relname) AS name FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition`,
  );
  return rows.map(({ name }) => name);
}

/** The performance page is to show the product at work, not the making of its demo. */
async function forgetSeeding(owner: pg.Client): Promise<void> {
  await owner
    .query('SELECT pg_stat_statements_reset(dbid => oid) FROM pg_database WHERE datname = current_database()')
    .catch((error: Error) => console.warn(`The statement statistics keep the seeding: ${error.message}`));
}
