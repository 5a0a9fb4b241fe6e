import type pg from 'pg';

const schemaQueries = [
  `SELECT n.nspname, c.relname, c.relkind, c.relrowsecurity, c.relforcerowsecurity, c.reloptions,
     pg_get_partkeydef(c.oid), pg_get_expr(c.relpartbound, c.oid), c.relacl::text[], pg_get_userbyid(c.relowner)
   FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace`,
  `SELECT n.nspname, c.relname, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
     a.attgenerated, a.attidentity, pg_get_expr(d.adbin, d.adrelid), a.attacl::text[]
   FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum WHERE a.attnum > 0`,
  `SELECT n.nspname, c.conname, c.conrelid::regclass::text, c.convalidated, pg_get_constraintdef(c.oid)
   FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace`,
  `SELECT n.nspname, i.indexrelid::regclass::text, i.indisvalid, pg_get_indexdef(i.indexrelid)
   FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace`,
  `SELECT n.nspname, p.proname, pg_get_functiondef(p.oid), p.proacl::text[]
   FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.prokind = 'f'`,
  `SELECT schemaname AS nspname, tablename, policyname, permissive, roles::text[], cmd, qual, with_check FROM pg_policies`,
  `SELECT n.nspname, t.tgrelid::regclass::text, pg_get_triggerdef(t.oid) FROM pg_trigger t
   JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT t.tgisinternal`,
  `SELECT n.nspname, t.typname, e.enumlabel, e.enumsortorder FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid
   JOIN pg_namespace n ON n.oid = t.typnamespace`,
  `SELECT schemaname AS nspname, viewname, definition FROM pg_views`,
  `SELECT 'public' AS nspname, rolname, rolsuper, rolbypassrls, rolconfig FROM pg_roles WHERE rolname LIKE '%' || current_database() || '%'`,
  `SELECT 'public' AS nspname, hash, created_at FROM drizzle.__drizzle_migrations`,
];
/** What a schema dump would show, a line an object, from the catalogs; object ids and statistics left out. */
export async function schemaOf(client: pg.Client): Promise<string[]> {
  const lines: string[] = [];
  for (const query of schemaQueries) {
    const { rows } = await client.query<{ line: string }>(
      `SELECT to_json(x)::text AS line FROM (${query}) x WHERE nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') ORDER BY 1`,
    );
    lines.push(...rows.map(({ line }) => line));
  }
  return lines;
}
