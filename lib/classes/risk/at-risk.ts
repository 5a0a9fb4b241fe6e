import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { rulesFor } from '@/lib/analytics/rules/institution-rules';
import type { Rules } from '@/lib/analytics/rules/rules';
import { appendAudit } from '@/lib/audit/append';
import { addDays } from '@/lib/days';
import { requireClass } from '../class-access';
import { type RiskCalendar, readCalendar } from './calendar';
import type { Listed } from './compare-weeks';
import { type ListPage, type Named, wantedOf } from './list-page';
import { readLivePage } from './risk-list';
import type { AtRiskPage, AtRiskQuery, AtRiskStudent } from './schema';
import { readStoredPage } from './stored-list';
import { weekBefore } from './week-before';
import { type Weights, weightsOf } from './weights';
import { explain, explainChange, explainLeft } from './words';

/**
 * Students who stand out by what the course saw of them, highest score first, with reasons and what changed
 * within a week: from the list that is kept for the class, or worked out now for another day. For the course's
 * instructor or its institution's administrators; every look is audited.
 */
export async function getAtRisk(viewer: Viewer, courseId: string, query: AtRiskQuery): Promise<AtRiskPage> {
  const { course, calendar } = await asViewer(viewer, async (tx) => ({
    course: await requireClass(tx, viewer, courseId),
    calendar: await readCalendar(tx, courseId),
  }));
  const rules = await rulesFor(course.institutionId);
  const page = await readPage(viewer, courseId, query, calendar, rules);
  await asViewer(viewer, (tx) =>
    appendAudit(tx, viewer, {
      action: 'class.risk.view',
      objectType: 'course',
      objectId: courseId,
      institutionId: course.institutionId,
      details: { course: course.code ?? course.title, students: page.students.length, asOf: page.day },
    }),
  );
  return inWords(page, rules);
}

/** The stored list serves its own day; it may be a day behind, in the hours until the next one is worked out. */
async function readPage(
  viewer: Viewer,
  courseId: string,
  query: AtRiskQuery,
  calendar: RiskCalendar,
  rules: Rules,
): Promise<ListPage> {
  const wanted = wantedOf(query);
  const { from, to } = daysOf(calendar, query.day);
  const stored = await readStoredPage(viewer, courseId, { from, to, rules: rules.reference }, wanted);
  return stored ?? readLivePage(viewer, courseId, to, weightsOf(rules), wanted);
}

/** The days that a list may be of: the one asked for, or the last that is over and the one before it. */
export function daysOf({ latest, usual }: RiskCalendar, asked?: string): { from: string; to: string } {
  if (asked === undefined) return { from: addDays(usual, -1), to: usual };
  const day = asked < latest ? asked : latest;
  return { from: day, to: day };
}

function inWords({ day, compared, judged, totals, ...page }: ListPage, rules: Rules): AtRiskPage {
  const weights = weightsOf(rules);
  return {
    ...page,
    asOf: day,
    comparedWith: compared ? weekBefore(day) : null,
    rules: rules.reference,
    weights,
    totals: { judged, ...totals },
    students: page.students.map((student) => studentInWords(student, weights)),
    left: page.left.map((student) => ({ ...student, text: explainLeft(student) })),
  };
}

/** A row of the list as it is shown, with its reasons and its change in words. */
export const studentInWords = (
  { reasons, change, ...student }: Named<Listed>,
  { highFrom }: Weights,
): AtRiskStudent => ({
  ...student,
  level: student.score >= highFrom ? 'high' : 'raised',
  reasons: reasons.filter(({ points }) => points > 0).map((reason) => ({ ...reason, text: explain(reason) })),
  change: change && { ...change, text: explainChange(change) },
});
