import { bigint, index, integer, jsonb, pgEnum, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { institutions } from './people';
import { instant } from './types';

export const importStatus = pgEnum('import_status_enum', ['RUNNING', 'DONE', 'FAILED']);

/** One run of an importer. `checkpoint` says how far it came; a run of the same file goes on from there. */
export const imports = pgTable(
  'imports',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    kind: text('kind').notNull(),
    source: text('source').notNull(),
    sha256: text('sha256').notNull(),
    institutionId: uuid('institution_id').references(() => institutions.id),
    status: importStatus('status').notNull().default('RUNNING'),
    checkpoint: jsonb('checkpoint').notNull().default({}),
    counts: jsonb('counts').notNull().default({}),
    startedAt: instant('started_at').notNull().defaultNow(),
    finishedAt: instant('finished_at'),
  },
  (t) => [
    index('imports_sha256_idx').on(t.sha256, t.kind),
    index('imports_institution_idx').on(t.institutionId),
  ],
);

/** Rows an importer refused, with where and why. */
export const importRejections = pgTable(
  'import_rejections',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    importId: uuid('import_id')
      .notNull()
      .references(() => imports.id, { onDelete: 'cascade' }),
    file: text('file').notNull(),
    line: integer('line').notNull(),
    reason: text('reason').notNull(),
  },
  (t) => [index('import_rejections_import_idx').on(t.importId, t.file, t.line)],
);
