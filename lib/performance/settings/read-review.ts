import type { Transaction } from '@/db/client';
import { unpreparedStatement } from '@/db/statement';
import { readMachine } from '../machine';
import { type ReviewGroup, reviewSettings } from './review';
import { type ReviewRow, reviewSql } from './review-sql';

const limits = unpreparedStatement(
  'performance.review-limits',
  `SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = '2s'; SET LOCAL lock_timeout = '500ms'`,
);

/** The settings of the product's own server that matter for it, each with a judgement. Reads what the server shows; locks nothing. */
export async function readReview(tx: Transaction): Promise<ReviewGroup[]> {
  await tx.rows(limits);
  const rows = await tx.rows<ReviewRow>(unpreparedStatement('performance.review', reviewSql));
  const machine = await readMachine();
  return reviewSettings(rows, machine?.memoryBytes ?? null);
}
