import type { Database } from '@/db/client';
import { asSystem } from '@/lib/access/transaction';
import { type Lab, openLab, ownLabPlace } from './lab/open-lab';
import { runTrial } from './lab/run-trial';
import { rememberDays } from './ledger/append';
import type { Proposal } from './ledger/proposals';
import { recordEvent } from './ledger/record-event';
import { type OnProgress, recordRun } from './ledger/runs';
import { insertTrial, type LabOrigin, type TrialReport } from './ledger/trials';
import { ownStatements } from './workload/own-statements';
import type { Question } from './workload/question';
import { workload } from './workload/workload';

export type TryProposal = {
  by: string;
  /** Rounds with and without it, and sets of parameters of each question. */
  pairs?: number;
  samples?: number;
  /** What is asked; the whole workload where nothing is named. */
  questions?: readonly Question[];
  /** Opens the copy to try it on; the product's own where none is named. */
  open?: (onProgress: OnProgress) => Promise<Lab>;
  signal?: AbortSignal;
  onProgress?: OnProgress;
};

type Tried = Pick<Proposal, 'id' | 'change' | 'statements' | 'expected'>;

const isInWorkload = (statement: string) => workload.some(({ name }) => name === statement);

/** The part of a trial that goes by until the copy is there. */
const opening = 0.4;

/**
 * Tries a proposal on a copy of the database and keeps what was found. What makes something worse is refuted with the reason,
 * and remembered.
 */
export function tryProposal(
  database: Database,
  { id, change, statements, expected }: Tried,
  {
    by,
    pairs,
    samples,
    questions,
    signal,
    open = (onProgress) => openLab(ownLabPlace(), { signal, onProgress }),
    ...shown
  }: TryProposal,
): Promise<TrialReport> {
  const run = { kind: 'TRIAL', proposalId: id, by } as const;
  return recordRun(database, run, async (note) => {
    const onProgress: OnProgress = (done, doing) => {
      note(done, doing);
      shown.onProgress?.(done, doing);
    };
    const startedAt = new Date().toISOString();
    const unasked = statements.filter((name) => !isInWorkload(name));
    const own = await asSystem((tx) => ownStatements(tx, unasked), database);
    const lab = await open((done, doing) => onProgress(done * opening, doing));
    try {
      const report = await runTrial({
        lab,
        change,
        probe: expected.foreignKey || unasked.length > 0,
        foreignKey: expected.foreignKey,
        own,
        pairs,
        samples,
        questions,
        signal,
        onProgress: (done, doing) => onProgress(opening + done * (1 - opening), doing),
      });
      await keep(database, { id, change }, { by, startedAt, origin: lab.origin, report });
      return report;
    } finally {
      await lab.close();
    }
  });
}

type Found = { by: string; startedAt: string; origin: LabOrigin; report: TrialReport };

const keep = (
  database: Database,
  about: Pick<Proposal, 'id' | 'change'>,
  { by, startedAt, origin, report }: Found,
): Promise<void> =>
  asSystem(async (tx) => {
    const { judgement, reasons } = report;
    await insertTrial(tx, about.id, startedAt, origin, report);
    await recordEvent(tx, about, 'TRIED', { by, evidence: { judgement, reasons } });
    if (judgement === 'regressed')
      await recordEvent(tx, about, 'REFUSED', { by, reason: reasons.join(' '), rememberDays });
  }, database);
