import { statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import type { StatusLimits } from '@/lib/analytics/status-limits';
import { appendAudit } from '@/lib/audit/append';
import { fileNameOf } from '@/lib/file-name';
import { csvRow } from '@/lib/format-csv';
import { requireClass } from './class-access';
import { learningRankSql, learningStatusOf, readStatusLimits } from './learning-status';
import { filtered } from './roster-filter';
import type { RosterFilter } from './schema';

/** The whole list, or what of it is asked for, by name. */
function exportStatement(courseId: string, filter: RosterFilter, limits: StatusLimits) {
  const asked = filtered(courseId, filter, limits);
  const text = `WITH said AS (
       SELECT student_id, string_agg(contested || ': ' || statement, chr(10) ORDER BY stated_at) AS statement
       FROM record_statements WHERE level <= 'academic' AND (course_id IS NULL OR course_id = $1)
       GROUP BY student_id)
     SELECT e.person_name AS name, e.status, e.avg_completion / 100.0 AS completion, e.sections_completed AS done,
     e.sections_required AS required, e.lessons_completed AS lessons, e.time_spent AS seconds, e.interactions,
     round(e.velocity_sum / 100.0 / nullif(e.velocity_count, 0), 2) AS velocity,
     round(e.difficulty_sum::numeric / nullif(e.difficulty_count, 0), 2) AS difficulty,
     round(e.comprehension_sum / 100.0 / nullif(e.comprehension_count, 0), 2) AS comprehension,
     e.enrolled_at AS enrolled, e.first_activity_at AS first, e.last_activity_at AS last, e.completed_at AS "completedAt",
     e.dropped_at AS "droppedAt", ${learningRankSql} AS rank, EXISTS (
       SELECT FROM directory_choices d WHERE d.user_id = e.user_id AND d.opted_out) AS "keepsNamePrivate", said.statement
   FROM enrollments e LEFT JOIN said ON said.student_id = e.user_id
   WHERE ${asked.where.join(' AND ')} ORDER BY e.person_name, e.user_id`;
  return { page: statement(['classes.export', ...asked.parts].join(':'), text), values: asked.values };
}

type Row = {
  name: string;
  status: string;
  completion: number;
  done: number;
  required: number;
  lessons: number;
  seconds: number;
  interactions: number;
  velocity: number | null;
  difficulty: number | null;
  comprehension: number | null;
  enrolled: string;
  first: string | null;
  last: string | null;
  completedAt: string | null;
  droppedAt: string | null;
  rank: number | null;
  /** The student opted out of directory information: not to be named outside the class. */
  keepsNamePrivate: boolean;
  /** What the student says of a contested part of the record: it goes wherever that part goes (34 CFR 99.21(c)). */
  statement: string | null;
};

/** Every column of the file in its order; instants are in UTC, a figure that a student does not have is empty. */
const columns: [name: string, cell: (row: Row) => string | number | null][] = [
  ['name', ({ name }) => name],
  ['status', ({ status }) => status],
  ['completion_percent', ({ completion }) => completion],
  ['sections_completed', ({ done }) => done],
  ['sections_required', ({ required }) => required],
  ['minutes', ({ seconds }) => Math.round(seconds / 60)],
  ['last_activity', ({ last }) => last],
  ['lessons_completed', ({ lessons }) => lessons],
  ['interactions', ({ interactions }) => interactions],
  ['sections_per_hour', ({ velocity }) => velocity],
  ['perceived_difficulty_1_to_5', ({ difficulty }) => difficulty],
  ['mean_score_percent', ({ comprehension }) => comprehension],
  ['enrolled', ({ enrolled }) => enrolled],
  ['first_activity', ({ first }) => first],
  ['completed', ({ completedAt }) => completedAt],
  ['withdrawn', ({ droppedAt }) => droppedAt],
  ['learning_status', ({ rank }) => learningStatusOf(rank)],
  ['student_statement', ({ statement: words }) => words],
  ['name_is_private', ({ keepsNamePrivate }) => (keepsNamePrivate ? 'yes' : 'no')],
];

/**
 * What every copy says of itself: whose it is, and that it goes no further (34 CFR 99.33). In each line, so that the first one
 * names the columns, as a spreadsheet expects, and the notice stays with a line that is sorted, filtered or cut out.
 */
const noticeFor = (recipient: string) =>
  `Education record exported for ${recipient}. It may not be disclosed further without the consent of the student or of the guardian who holds the rights (34 CFR 99.33) nor be used for another purpose.`;

/**
 * The class list, or the part of it that a filter lets through, as CSV, audited before a byte leaves; cells cannot
 * become spreadsheet formulas. The learning status is that of this moment.
 */
export async function exportClass(
  viewer: Viewer,
  courseId: string,
  filter: RosterFilter = {},
): Promise<{ fileName: string; csv: string }> {
  return asViewer(viewer, async (tx) => {
    const course = await requireClass(tx, viewer, courseId);
    const { page, values } = exportStatement(courseId, filter, await readStatusLimits(tx, courseId));
    const rows = await tx.rows<Row>(page, values);
    await appendAudit(tx, viewer, {
      action: 'class.export',
      objectType: 'course',
      objectId: courseId,
      institutionId: course.institutionId,
      details: { course: course.code ?? course.title, students: rows.length },
    });
    const header = csvRow([...columns.map(([name]) => name), 'redisclosure_notice']);
    const notice = noticeFor(viewer.displayName);
    const lines = rows.map((row) => csvRow([...columns.map(([, cell]) => cell(row) ?? ''), notice]));
    const fileName = fileNameOf(`class-${course.code ?? courseId}`, 'csv', await tx.startedAt);
    return { fileName, csv: [header, ...lines].join('') };
  });
}
