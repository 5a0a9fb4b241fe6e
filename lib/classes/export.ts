import { statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { appendAudit } from '@/lib/audit/append';
import { csvRow } from '@/lib/format-csv';
import { requireClass } from './class-access';

const everybody = statement(
  'classes.export',
  `SELECT e.person_name AS name, e.status, e.avg_completion AS completion, e.sections_completed AS done,
     e.sections_required AS required, e.time_spent AS seconds, e.last_activity_at AS last
   FROM enrollments e
   WHERE e.course_id = $1 AND e.role = 'STUDENT' ORDER BY e.person_name, e.user_id`,
);

const notice =
  'Education records. They may not be disclosed further without the student’s consent (34 CFR 99.33), and only for the purpose they were exported for.';

/** The whole class list as CSV, audited before a byte leaves; cells cannot become spreadsheet formulas. */
export async function exportClass(
  viewer: Viewer,
  courseId: string,
): Promise<{ fileName: string; csv: string }> {
  return asViewer(viewer, async (tx) => {
    const course = await requireClass(tx, viewer, courseId);
    const rows = await tx.rows<{
      name: string;
      status: string;
      completion: number;
      done: number;
      required: number;
      seconds: number;
      last: string | null;
    }>(everybody, [courseId]);
    await appendAudit(tx, viewer, {
      action: 'class.export',
      objectType: 'course',
      objectId: courseId,
      institutionId: course.institutionId,
      details: { course: course.code ?? course.title, students: rows.length },
    });
    const lines = rows.map(({ name, status, completion, done, required, seconds, last }) =>
      csvRow([
        name,
        status,
        (completion / 100).toFixed(2),
        done,
        required,
        Math.round(seconds / 60),
        last ?? '',
      ]),
    );
    const header = [
      'name',
      'status',
      'completion_percent',
      'sections_completed',
      'sections_required',
      'minutes',
      'last_activity',
    ];
    const fileName = `${(course.code ?? 'class').replace(/[^A-Za-z0-9_-]+/g, '-')}.csv`;
    return { fileName, csv: [csvRow([notice]), csvRow(header), ...lines].join('') };
  });
}
