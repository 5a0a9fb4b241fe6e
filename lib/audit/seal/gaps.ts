import type { Transaction } from '@/db/client';
import { momentSql, statement } from '@/db/statement';
import type { Finding } from './findings';

/** Numbers of one process between two of its events that are there. */
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
     SELECT a.writer, a.writer_number AS number, a.occurred_at, w.settled,
       lag(a.writer_number, 1, 0::bigint) OVER followed AS previous, lag(a.occurred_at) OVER followed AS after
     FROM writers w JOIN public.audit_log a ON a.writer = w.writer WHERE w.rows < w.last
     WINDOW followed AS (PARTITION BY a.writer ORDER BY a.writer_number))
   SELECT writer, previous + 1 AS first, least(number, settled) - previous - 1 AS rows,
     ${momentSql('after')} AS after, ${momentSql('occurred_at')} AS before
   FROM numbers WHERE least(number, settled) > previous + 1 ORDER BY occurred_at, writer, number LIMIT 1000`,
);

/** What was taken away before it was sealed, as far as later events of the same process tell; the first thousand gaps. */
export async function judgeGaps(tx: Transaction): Promise<Finding[]> {
  const found = await tx.rows<Gap>(gaps);
  return found.map(({ writer, first, rows, after, before }) => ({
    kind: 'deleted',
    position: null,
    recordId: null,
    at: after ?? before,
    rows,
    note: `before it was sealed: number ${first}${rows === 1 ? '' : ` to ${first + rows - 1}`} of what process ${writer} wrote, before ${before}`,
  }));
}
