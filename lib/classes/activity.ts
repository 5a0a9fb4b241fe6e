import { statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { personalRead } from '@/lib/cache/personal-read';
import { addDays, mondayOf, todayIn } from '@/lib/days';
import { type DayFigures, everyDay, everyWeek, resolveWindow, type WeekFigures } from './activity-window';
import { requireClass } from './class-access';
import { classTags } from './class-tags';
import type { ActivityQuery, ClassActivity } from './schema';

type Bounds = { first: string | null; last: string | null; counted: boolean; timeZone: string };

/** First and last active day: both ends of an index, and the deltas that wait. */
const bounds = statement(
  'classes.activity-bounds',
  `SELECT least((SELECT min(day) FROM class_days WHERE course_id = k.course_id), w.first) AS first,
     greatest((SELECT max(day) FROM class_days WHERE course_id = k.course_id), w.last) AS last, k.activity_counted AS counted, i.time_zone AS "timeZone"
   FROM course_cards k JOIN institutions i ON i.id = k.institution_id CROSS JOIN LATERAL (
     SELECT min(day) AS first, max(day) AS last FROM course_deltas WHERE course_id = k.course_id) w
   WHERE k.course_id = $1`,
);

/** One row a day: what is folded and what waits. */
export const classDays = statement(
  'classes.activity',
  `SELECT day, sum(students)::int AS students, sum(seconds)::bigint AS seconds, sum(interactions)::bigint AS interactions
   FROM (
     SELECT day, students, seconds, interactions FROM class_days WHERE course_id = $1 AND day BETWEEN $2::date AND $3::date
     UNION ALL
     SELECT day, new_on_day, time, interactions FROM course_deltas
     WHERE course_id = $1 AND day BETWEEN $2::date AND $3::date) d
   GROUP BY day ORDER BY day`,
);

/** One row a week; students of a week are counted on their own, since a student may come on several of its days. */
const classWeeks = statement(
  'classes.activity-weeks',
  `SELECT week, sum(students)::int AS students, sum(seconds)::bigint AS seconds, sum(interactions)::bigint AS interactions
   FROM (
     SELECT week, students, 0 AS seconds, 0 AS interactions FROM class_weeks
     WHERE course_id = $1 AND week BETWEEN $2::date AND $3::date
     UNION ALL
     SELECT week_of(day), 0, seconds, interactions FROM class_days WHERE course_id = $1 AND day BETWEEN $2::date AND $3::date
     UNION ALL
     SELECT week_of(day), new_in_week, time, interactions FROM course_deltas
     WHERE course_id = $1 AND day BETWEEN $2::date AND $3::date) w
   GROUP BY week ORDER BY week`,
);

const cachedBounds = personalRead(
  'analytics',
  'classes.activity-bounds',
  async (viewer, courseId: string) => {
    const [row] = await asViewer(viewer, (tx) => tx.rows<Bounds>(bounds, [courseId]));
    if (!row) throw new Error(`course ${courseId} has no card`);
    return row;
  },
  classTags,
);

const cachedActivity = personalRead(
  'analytics',
  'classes.activity',
  (viewer, courseId: string, from: string, to: string) =>
    asViewer(viewer, async (tx) => ({
      days: await tx.rows<DayFigures>(classDays, [courseId, from, to]),
      weeks: await tx.rows<WeekFigures>(classWeeks, [courseId, mondayOf(from), addDays(mondayOf(to), 6)]),
    })),
  (viewer, courseId) => classTags(viewer, courseId),
);

/**
 * Who was active on each day and in each week, exact at any moment and the same at any class size: a few hundred
 * rows. Days are those of the institution's time zone, weeks begin on Monday and are shown whole. Who may ask is
 * checked on every call.
 */
export async function getClassActivity(
  viewer: Viewer,
  courseId: string,
  asked: ActivityQuery,
): Promise<ClassActivity> {
  const course = await asViewer(viewer, (tx) => requireClass(tx, viewer, courseId));
  const { first, last, counted, timeZone } = await cachedBounds(viewer, courseId);
  const window = resolveWindow(asked, { first, last, endsOn: course.endsOn, today: todayIn(timeZone) });
  const { days, weeks } = await cachedActivity(viewer, courseId, window.from, window.to);
  return {
    ...window,
    timeZone,
    firstActiveDay: first,
    lastActiveDay: last,
    counted,
    days: everyDay(days, window),
    weeks: everyWeek(weeks, window),
  };
}
