import { bigint, integer, jsonb, pgTable } from 'drizzle-orm/pg-core';
import { instant } from './types';

/** What rehearsals of a larger term found: budgets in numbers, of nobody. */
export const rehearsals = pgTable('rehearsals', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  /** Times the students of the term as it was. */
  factor: integer('factor').notNull(),
  report: jsonb('report').notNull(),
  finishedAt: instant('finished_at').notNull().defaultNow(),
});
