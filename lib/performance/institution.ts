import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';

export type InstitutionFigures = {
  name: string;
  students: number;
  instructors: number;
  administrators: number;
  /** Of all of these, who may not sign in any more. */
  disabled: number;
  published: number;
  drafts: number;
  archived: number;
  /** Enrolments by state. */
  active: number;
  completed: number;
  dropped: number;
  /** Sections that students finished in the last seven days. */
  finished: number;
  /** Events of the trail in the last 24 hours, and how many of them were refusals. */
  events: number;
  refusals: number;
};

const figures = statement(
  'performance.institution',
  `SELECT i.name, p.*, c.*, f.*, t.*
   FROM institutions i
   CROSS JOIN LATERAL (
     SELECT (count(*) FILTER (WHERE role = 'STUDENT'))::int AS students,
       (count(*) FILTER (WHERE role = 'INSTRUCTOR'))::int AS instructors,
       (count(*) FILTER (WHERE role = 'ADMIN'))::int AS administrators, count(disabled_at)::int AS disabled
     FROM users WHERE institution_id = i.id AND deleted_at IS NULL) p
   CROSS JOIN LATERAL (
     SELECT (count(*) FILTER (WHERE x.status = 'PUBLISHED'))::int AS published,
       (count(*) FILTER (WHERE x.status = 'DRAFT'))::int AS drafts,
       (count(*) FILTER (WHERE x.status = 'ARCHIVED'))::int AS archived,
       coalesce(sum(k.enrolled + d.enrolled - k.completed - d.completed), 0)::int AS active,
       coalesce(sum(k.completed + d.completed), 0)::int AS completed, coalesce(sum(k.dropped + d.dropped), 0)::int AS dropped
     FROM courses x JOIN course_cards k ON k.course_id = x.id
     CROSS JOIN LATERAL (SELECT coalesce(sum(enrolled), 0) AS enrolled, coalesce(sum(completed), 0) AS completed,
       coalesce(sum(dropped), 0) AS dropped FROM course_deltas WHERE course_id = x.id) d
     WHERE x.institution_id = i.id AND x.deleted_at IS NULL) c
   CROSS JOIN LATERAL (
     SELECT count(*)::int AS finished FROM user_progress
     WHERE completed_at > now() - interval '7 days'
       AND course_id IN (SELECT id FROM courses WHERE institution_id = i.id)) f
   CROSS JOIN LATERAL (
     SELECT count(*)::int AS events, (count(*) FILTER (WHERE outcome = 'DENIED'))::int AS refusals
     FROM audit_log WHERE institution_id = i.id AND occurred_at > now() - interval '24 hours') t
   WHERE i.id = $1`,
);

/** What an institution holds, in numbers. Row security shows them to its administrators only. */
export async function readInstitution(tx: Transaction, institutionId: string): Promise<InstitutionFigures> {
  const [found] = await tx.rows<InstitutionFigures>(figures, [institutionId]);
  if (!found) throw new Error(`institution ${institutionId} is not there`);
  return found;
}

export type ImportRun = {
  id: string;
  kind: string;
  /** File or folder, without the path that leads there. */
  source: string;
  status: 'RUNNING' | 'DONE' | 'FAILED';
  /** What the run counted, by names of its own. */
  counts: Record<string, number>;
  startedAt: string;
  finishedAt: string | null;
};

const newestImports = statement(
  'performance.imports',
  `SELECT id, kind, regexp_replace(rtrim(source, '/'), '^.*/', '') AS source, status, started_at AS "startedAt",
     finished_at AS "finishedAt",
     coalesce((SELECT json_object_agg(name, total) FROM (
       SELECT c.key AS name, sum(c.value::int) AS total FROM jsonb_each(i.counts) f
       CROSS JOIN LATERAL jsonb_each(CASE WHEN jsonb_typeof(f.value) = 'object' THEN f.value ELSE jsonb_build_object(f.key, f.value) END) c
       WHERE jsonb_typeof(c.value) = 'number' AND c.value <> '0' GROUP BY c.key) totals), '{}') AS counts
   FROM imports i WHERE institution_id = $1 ORDER BY started_at DESC, id LIMIT $2::int`,
);

/** The newest runs of importers into an institution. */
export const readImports = (tx: Transaction, institutionId: string, limit = 5): Promise<ImportRun[]> =>
  tx.rows<ImportRun>(newestImports, [institutionId, limit]);
