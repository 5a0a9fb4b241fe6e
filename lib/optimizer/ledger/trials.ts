import { z } from 'zod';
import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';

const interval = z.object({ median: z.number(), low: z.number(), high: z.number() });
const judgement = z.enum(['improved', 'regressed', 'inconclusive']);
const share = z.number().nullable();

const effect = z.object({
  statement: z.string(),
  page: z.string(),
  kind: z.enum(['read', 'write']),
  before: z.number(),
  after: z.number(),
  ratio: interval.nullable(),
  judgement,
  sameAnswers: z.boolean().nullable(),
});

/** What the lab measured, as it is kept. Times in milliseconds a call, medians. */
export const trialReport = z.object({
  pairs: z.number(),
  judgement,
  reasons: z.array(z.string()),
  effects: z.array(effect),
  /** The first call of each after a restart of the copy’s server; empty where it is not ours to restart. */
  cold: z.array(effect).default([]),
  cost: z.object({
    hotShare: z.object({ before: share, after: share }),
    logBytes: z.object({ before: z.number(), after: z.number() }),
  }),
  /** Bytes that the change takes (below zero: frees), and seconds it took to make. */
  bytes: z.number(),
  seconds: z.number(),
});

export type TrialReport = z.output<typeof trialReport>;

/** Which copy of the database a trial ran on. */
export const labOrigin = z.object({
  kind: z.enum(['backup', 'copy', 'given']),
  name: z.string(),
  lastCommitAt: z.string().nullable(),
});

export type LabOrigin = z.output<typeof labOrigin>;

export type Trial = {
  id: number;
  proposalId: number;
  startedAt: string;
  finishedAt: string;
  lab: LabOrigin;
  report: TrialReport;
};

const newest = statement(
  'optimizer.trials',
  `SELECT DISTINCT ON (proposal_id) id, proposal_id AS "proposalId", started_at AS "startedAt", finished_at AS "finishedAt",
     lab, report
   FROM optimizer_trials ORDER BY proposal_id DESC, id DESC LIMIT 500`,
);

const rowSchema = z.object({
  id: z.number(),
  proposalId: z.number(),
  startedAt: z.string(),
  finishedAt: z.string(),
  lab: labOrigin,
  report: trialReport,
});

/** The newest trial of each proposal. */
export const readTrials = async (tx: Transaction): Promise<Trial[]> =>
  (await tx.rows(newest)).map((row) => rowSchema.parse(row));

const added = statement(
  'optimizer.trial-add',
  `INSERT INTO optimizer_trials (proposal_id, started_at, finished_at, verdict, lab, report)
   VALUES ($1, $2, clock_timestamp(), upper($3)::optimizer_verdict_enum, $4::jsonb, $5::jsonb) RETURNING id`,
);

export async function insertTrial(
  tx: Transaction,
  proposalId: number,
  startedAt: string,
  lab: LabOrigin,
  report: TrialReport,
): Promise<void> {
  await tx.rows(added, [
    proposalId,
    startedAt,
    report.judgement,
    JSON.stringify(lab),
    JSON.stringify(report),
  ]);
}
