import type { Transaction } from '@/db/client';
import { momentSql, statement } from '@/db/statement';
import type { Finding } from './findings';

/** Numbers of one process between two of its events that are there, or in doubt. */
type Gap = { writer: string; first: number; rows: number; after: string | null; before: string };

/**
 * Events that had been committed before one that is there was written, and are not there. In one statement, since the product goes
 * on writing. A process that has as many events as its last one has a number lacks none, and is not looked at further.
 */
const gaps = statement(
  'audit.gaps',
  `WITH writers AS (
     SELECT writer, max(writer_settled) AS settled, max(writer_number) AS last, count(*) AS rows
     FROM public.audit_log WHERE writer IS NOT NULL GROUP BY writer),
   numbers AS (
     SELECT a.writer, n.number, a.occurred_at, w.settled, lag(n.number, 1, 0::bigint) OVER followed AS previous,
       lag(a.occurred_at) OVER followed AS after
     FROM writers w JOIN public.audit_log a ON a.writer = w.writer
     CROSS JOIN LATERAL unnest(a.writer_number || a.writer_doubts) AS n (number)
     WHERE w.rows < w.last WINDOW followed AS (PARTITION BY a.writer ORDER BY n.number))
   SELECT writer, previous + 1 AS first, least(number, settled) - previous - 1 AS rows,
     ${momentSql('after')} AS after, ${momentSql('occurred_at')} AS before
   FROM numbers WHERE least(number, settled) > previous + 1 ORDER BY occurred_at, writer, number LIMIT 1000`,
);

/** How much earlier than what was written before it, or later than what was written after it, an event may say it was: milliseconds. */
const apart = 60_000;

/**
 * What was taken away before it was sealed, as far as later events of the same process tell; the first thousand gaps.
 *
 * @param told findings about rows that were sealed: where one of them is gone, its number is as well, and is told of once
 */
export async function judgeGaps(tx: Transaction, told: readonly Finding[]): Promise<Finding[]> {
  // With months or the newest part gone as a whole, each process lacks what was in them.
  if (told.some(({ kind }) => ['partition-emptied', 'partition-missing', 'set-back'].includes(kind)))
    return [];
  const found = await tx.rows<Gap>(gaps);
  const gone = told.filter(({ kind }) => kind === 'deleted').map(({ at }) => Date.parse(at ?? ''));
  return found.filter((gap) => !isExplained(gap, gone)).map(asFinding);
}

/** Takes as many of the sealed rows that are gone as the gap is wide, where there are so many from its time, or from one that nothing tells. */
function isExplained({ rows, after, before }: Gap, gone: number[]): boolean {
  const from = after === null ? -Infinity : Date.parse(after) - apart;
  const until = Date.parse(before) + apart;
  const within = gone
    .flatMap((at, n) => (Number.isNaN(at) || (at >= from && at <= until) ? [n] : []))
    .slice(0, rows);
  if (within.length < rows) return false;
  for (const n of within.reverse()) gone.splice(n, 1);
  return true;
}

const asFinding = ({ writer, first, rows, after, before }: Gap): Finding => ({
  kind: 'deleted',
  position: null,
  recordId: null,
  at: after ?? before,
  rows,
  note: `before it was sealed: number ${first}${rows === 1 ? '' : ` to ${first + rows - 1}`} of what process ${writer} wrote, before ${before}`,
});
