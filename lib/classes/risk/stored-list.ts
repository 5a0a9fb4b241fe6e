import { statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import type { RulesReference } from '@/lib/analytics/rules/rules';
import { cut, type ListPage, type ListWanted } from './list-page';

/** Of `s`, a row of a list `l`, beside its enrolment `e`: who has finished or left since is not shown. */
export const stillThere = `JOIN enrollments e ON e.user_id = s.user_id AND e.course_id = s.course_id AND e.role = 'STUDENT' AND e.status = 'ACTIVE'
  AND (e.ends_on IS NULL OR e.ends_on > l.day)`;

/** Whether a list `l` is the one of course $1 from a day of $2 to $3 by the rules $4 and $5. */
export const isAcceptable =
  'l.course_id = $1 AND l.day BETWEEN $2::date AND $3::date AND l.rules_version = $4 AND l.rules_override IS NOT DISTINCT FROM $5::bigint';

/** List, totals and page from one snapshot, whatever is replaced meanwhile. */
const storedPage = statement(
  'classes.risk.stored',
  `SELECT l.day, l.worked_out_at AS "workedOutAt", l.not_enough AS "notEnough", l.usual, l.judged, l.compared,
     l.gone_total AS "leftTotal", gone.left, totals.*, page.found
   FROM risk_lists l
   CROSS JOIN LATERAL (
     SELECT count(*)::int AS listed, (count(*) FILTER (WHERE s.change = 'new'))::int AS new,
       (count(*) FILTER (WHERE s.change = 'worse'))::int AS worse
     FROM risk_list_students s ${stillThere} WHERE s.course_id = l.course_id) totals
   CROSS JOIN LATERAL (
     SELECT coalesce(jsonb_agg(to_jsonb(r) ORDER BY r.score DESC, r."userId"), '[]') AS found FROM (
       SELECT s.user_id AS "userId", e.person_name AS name, s.score, s.confidence, s.reasons, s.changed AS change
       FROM risk_list_students s ${stillThere}
       WHERE s.course_id = l.course_id AND ($6::text IS NULL OR s.change = $6)
         AND ($7::smallint IS NULL OR s.score <= $7 AND (s.score < $7 OR s.user_id > $8::uuid))
       ORDER BY s.score DESC, s.user_id LIMIT $9) r) page
   CROSS JOIN LATERAL (
     SELECT coalesce(jsonb_agg(g.student || jsonb_build_object('name', e.person_name) ORDER BY g.place), '[]') AS left
     FROM jsonb_array_elements(l.gone) WITH ORDINALITY AS g(student, place)
     JOIN enrollments e ON e.user_id = (g.student ->> 'userId')::uuid AND e.course_id = l.course_id) gone
   WHERE ${isAcceptable}`,
);

type StoredRow = Omit<ListPage, 'totals' | 'students' | 'nextCursor' | 'shownAtMost'> &
  ListPage['totals'] & { found: ListPage['students'] };

export type Acceptable = { from: string; to: string; rules: RulesReference };

/**
 * A page of the class's stored list, if there is one of these days made by these rules; who may ask is the caller's to
 * check. Its size costs little: the page is read by key, the totals in one pass over the list.
 */
export async function readStoredPage(
  viewer: Viewer,
  courseId: string,
  { from, to, rules }: Acceptable,
  { show, limit, after }: ListWanted,
): Promise<ListPage | null> {
  const [row] = await asViewer(viewer, (tx) =>
    tx.rows<StoredRow>(storedPage, [
      courseId,
      from,
      to,
      rules.version,
      rules.override,
      show ?? null,
      after?.score ?? null,
      after?.userId ?? null,
      limit + 1,
    ]),
  );
  if (!row) return null;
  const { found, listed, new: fresh, worse, ...list } = row;
  return { ...list, totals: { listed, new: fresh, worse }, shownAtMost: null, ...cut(found, limit) };
}
