import { bigint, index, jsonb, pgEnum, pgTable, real, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './types';

/** A change of the database that might help, as it was proposed. Never altered; what became of it is in the ledger. */
export const optimizerProposals = pgTable('optimizer_proposals', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  /** The same idea has the same key. */
  key: text('key').notNull(),
  change: jsonb('change').notNull(),
  why: text('why').notNull(),
  statements: text('statements').array().notNull(),
  expected: jsonb('expected').notNull(),
  price: jsonb('price').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
});

export const optimizerVerdict = pgEnum('optimizer_verdict_enum', ['IMPROVED', 'REGRESSED', 'INCONCLUSIVE']);

/** One trial of a proposal in the lab: on which copy of the database, what was measured, and the verdict. */
export const optimizerTrials = pgTable(
  'optimizer_trials',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    proposalId: bigint('proposal_id', { mode: 'number' })
      .notNull()
      .references(() => optimizerProposals.id),
    startedAt: instant('started_at').notNull(),
    finishedAt: instant('finished_at').notNull(),
    verdict: optimizerVerdict('verdict').notNull(),
    lab: jsonb('lab').notNull(),
    report: jsonb('report').notNull(),
  },
  (t) => [index('optimizer_trials_proposal_idx').on(t.proposalId, t.id)],
);

export const optimizerEvent = pgEnum('optimizer_event_enum', [
  'PROPOSED',
  'REFUSED',
  'TRIAL_ASKED',
  'TRIED',
  'APPROVED',
  'DECLINED',
  'STARTED',
  'APPLIED',
  'FAILED',
  'KEPT',
  'INCONCLUSIVE',
  'REVERT_ASKED',
  'REVERT_STARTED',
  'REVERTED',
]);

/** Everything that became of a proposal, in order. Its state is what these events add up to. */
export const optimizerLedger = pgTable(
  'optimizer_ledger',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    proposalId: bigint('proposal_id', { mode: 'number' })
      .notNull()
      .references(() => optimizerProposals.id),
    event: optimizerEvent('event').notNull(),
    at: instant('at').notNull().defaultNow(),
    /** `schedule`, or who ran a command; null for a decision of a person, who is in `decided_by`. */
    by: text('by'),
    decidedBy: uuid('decided_by'),
    reason: text('reason'),
    evidence: jsonb('evidence').notNull().default({}),
    /** Until when a refusal is remembered; then the idea may be had again. */
    expiresAt: instant('expires_at'),
  },
  (t) => [index('optimizer_ledger_proposal_idx').on(t.proposalId, t.id)],
);

export const optimizerMoment = pgEnum('optimizer_moment_enum', ['PROPOSED', 'BEFORE', 'AFTER', 'WATCH']);

/** Totals of pg_stat_statements at a moment, of the statements that use a proposal's table. */
export const optimizerReadings = pgTable(
  'optimizer_readings',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    proposalId: bigint('proposal_id', { mode: 'number' })
      .notNull()
      .references(() => optimizerProposals.id),
    moment: optimizerMoment('moment').notNull(),
    at: instant('at').notNull().defaultNow(),
    statements: jsonb('statements').notNull(),
  },
  (t) => [index('optimizer_readings_proposal_idx').on(t.proposalId, t.id)],
);

export const optimizerRunKind = pgEnum('optimizer_run_kind_enum', ['PROPOSE', 'TRIAL', 'APPLY', 'REVERT']);
export const optimizerRunStatus = pgEnum('optimizer_run_status_enum', ['RUNNING', 'DONE', 'FAILED']);

/** Every time the optimizer worked, how far it came and how it ended. */
export const optimizerRuns = pgTable(
  'optimizer_runs',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    kind: optimizerRunKind('kind').notNull(),
    proposalId: bigint('proposal_id', { mode: 'number' }).references(() => optimizerProposals.id),
    status: optimizerRunStatus('status').notNull().default('RUNNING'),
    by: text('by').notNull(),
    startedAt: instant('started_at').notNull().defaultNow(),
    finishedAt: instant('finished_at'),
    /** From 0 to 1, and what is being done. */
    done: real('done').notNull().default(0),
    doing: text('doing').notNull().default(''),
    summary: jsonb('summary').notNull().default({}),
    fault: text('fault'),
  },
  (t) => [index('optimizer_runs_proposal_idx').on(t.proposalId)],
);
