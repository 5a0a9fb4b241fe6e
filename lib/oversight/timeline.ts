import { z } from 'zod';
import { statement } from '@/db/statement';
import { deniedRecord } from '@/lib/access/denied';
import { asAdministrator } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { appendAudit } from '@/lib/audit/append';
import { type AuditPage, readAuditPage } from '@/lib/audit/query';
import { cursorText, pageSize } from '@/lib/list-query';

export const timelineQuery = z.strictObject({ limit: pageSize(50, 200), cursor: cursorText });

type TimelineQuery = z.output<typeof timelineQuery>;

export type TimelineSummary = {
  name: string;
  events: number;
  /** People other than the student who appear in it. */
  people: number;
  refused: number;
  /** Null where nothing is recorded. */
  first: string | null;
  last: string | null;
};

const summaryOf = statement(
  'audit.timeline-summary',
  `SELECT u.display_name AS name, count(a.id)::int AS events, count(a.id) FILTER (WHERE a.outcome <> 'ALLOWED')::int AS refused,
     count(DISTINCT a.actor_id) FILTER (WHERE a.actor_id <> u.id)::int AS people,
     min(a.occurred_at) AS first, max(a.occurred_at) AS last
   FROM users u LEFT JOIN audit_log a ON a.student_id = u.id AND a.institution_id = u.institution_id
   WHERE u.id = $1 AND u.institution_id = $2 AND u.role = 'STUDENT' GROUP BY u.id`,
);

/**
 * What happened to the record of a student of the administrator's institution: a page of events, newest first, and what all
 * of them come to. This look is itself among them from the next one on.
 *
 * @throws Refusal where the institution has no such student
 */
export const openTimeline = (
  viewer: Viewer,
  studentId: string,
  query: TimelineQuery,
): Promise<{ summary: TimelineSummary } & AuditPage> =>
  asAdministrator(viewer, async (tx, institutionId) => {
    const [summary] = await tx.rows<TimelineSummary>(summaryOf, [studentId, institutionId]);
    if (!summary) throw deniedRecord(studentId, 'the history of a record');
    const page = await readAuditPage(tx, institutionId, { ...query, studentId });
    await appendAudit(tx, viewer, {
      action: 'audit.timeline',
      objectType: 'education record',
      objectId: studentId,
      studentId,
    });
    return { summary, ...page };
  });
