import { fileURLToPath } from 'node:url';
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator';
import type pg from 'pg';

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));

/** A migration by the text it consists of (SHA-256 in hex) and by when it was made (milliseconds). */
export type MigrationName = { hash: string; createdAt: number };

/** The migrations up to one, oldest first; null where this version of the product does not have it, or has another one. */
export function migrationsUpTo({ hash, createdAt }: MigrationName): MigrationMeta[] | null {
  const known = readMigrationFiles({ migrationsFolder });
  const last = known.findIndex((migration) => migration.folderMillis === createdAt);
  return known[last]?.hash === hash ? known.slice(0, last + 1) : null;
}

/**
 * Brings an empty database to an earlier schema, in the caller's transaction, and notes the migrations where
 * `migrateDatabase` looks for them: it goes on from there.
 */
export async function applyMigrations(owner: pg.Client, migrations: MigrationMeta[]): Promise<void> {
  await owner.query('CREATE SCHEMA drizzle');
  await owner.query(
    'CREATE TABLE drizzle.__drizzle_migrations (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at bigint)',
  );
  for (const { sql, hash, folderMillis } of migrations) {
    for (const text of sql) await owner.query(text);
    await owner.query('INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ($1, $2)', [
      hash,
      folderMillis,
    ]);
  }
}
