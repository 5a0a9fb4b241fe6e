import { drawAnswers, drawItems, scoreOf } from './answers';
import type { Term } from './archetypes';
import { type SectionWork, type StudySection, study } from './behaviour';
import { at, type Day, isoDay, localTimestamp, type Moment } from './calendar';
import { planSeat, type Seat } from './classes';
import { between, seeded, wholeBetween } from './random';
import type { WrittenSection } from './write-course';

/** Rows for the database; times are those of the institution's wall clock. */
export type EnrollmentRow = { userId: string; enrolledAt: string; droppedAt: string | null };
export type ProgressRow = {
  userId: string;
  lessonId: string;
  sectionId: string;
  completion: number;
  seconds: number;
  completedAt: string | null;
  rating: number | null;
  score: number | null;
  firstAt: string;
  lastAt: string;
};
export type ActivityRow = {
  userId: string;
  sectionId: string;
  day: string;
  seconds: number;
  interactions: number;
};
/** `n` is their order, which says which answer was the first. */
export type AnswerRow = {
  n: number;
  userId: string;
  questionId: string;
  version: number;
  chosen: string[];
  at: string;
};
export type ClassRows = {
  enrollments: EnrollmentRow[];
  progress: ProgressRow[];
  activity: ActivityRow[];
  answers: AnswerRow[];
};

type Level = 'BEGINNER' | 'INTERMEDIATE' | 'ADVANCED';
const difficultyOf: Record<Level, number> = { BEGINNER: 2, INTERMEDIATE: 2.7, ADVANCED: 3.4 };

/** What a whole class has done in a course. Pure. */
export function createClassRows(
  course: { key: string; level: Level; sections: WrittenSection[] },
  seats: Seat[],
  term: Term,
): ClassRows {
  const rows: ClassRows = { enrollments: [], progress: [], activity: [], answers: [] };
  const sections = studySections(course);
  const items = course.sections.map(({ questions }, index) => drawItems(`${course.key}:${index}`, questions));
  for (const seat of seats) {
    const userId = seat.student.id;
    const { plan, traits } = planSeat(seat, course.key, term);
    const random = seeded(`study:${seat.student.email}:${course.key}`);
    const droppedAt = plan.droppedOn === null ? null : { day: plan.droppedOn, second: daytime(random) };
    rows.enrollments.push({
      userId,
      enrolledAt: localTimestamp({
        day: plan.enrolledOn,
        second: enrolmentTime(plan.enrolledOn, plan.from, random),
      }),
      droppedAt: droppedAt && localTimestamp(droppedAt),
    });
    for (const work of study(plan, sections, traits, seat.sitting, random)) {
      const section = course.sections[work.section];
      if (!section) continue;
      const asked = items[work.section] ?? [];
      const answers = drawAnswers(work, asked, traits.ability, random);
      const score = asked.length > 0 ? scoreOf(asked, answers) : work.comprehensionScore;
      rows.progress.push(toProgress(userId, section, { ...work, comprehensionScore: score }));
      rows.answers.push(
        ...answers.map(({ at: moment, ...answer }, index) => ({
          ...answer,
          userId,
          n: rows.answers.length + index,
          at: localTimestamp(moment),
        })),
      );
      rows.activity.push(...toActivity(userId, section.id, work));
    }
  }
  return rows;
}

/** Sections grow harder through a course, some more than others. */
function studySections({ key, level, sections }: Parameters<typeof createClassRows>[0]): StudySection[] {
  const random = seeded(`difficulty:${key}`);
  return sections.map(({ minutes }, index) => ({
    minutes: minutes ?? 8,
    difficulty: difficultyOf[level] + (1.1 * index) / sections.length + between(random, -0.5, 0.5),
  }));
}

const daytime = (random: () => number) => wholeBetween(random, at(8), at(21));

/** Before the first sitting begins when it is on the same day. */
const enrolmentTime = (enrolledOn: Day, from: Day, random: () => number) =>
  enrolledOn < from ? daytime(random) : wholeBetween(random, at(6.5), at(7.4));

function toProgress(userId: string, section: WrittenSection, work: SectionWork): ProgressRow {
  const first = work.visits[0];
  const last = work.visits.at(-1);
  if (!first || !last) throw new Error('Nobody makes progress in a section without a visit.');
  const timestamp = (moment: Moment | null) => moment && localTimestamp(moment);
  return {
    userId,
    lessonId: section.lessonId,
    sectionId: section.id,
    completion: work.completion,
    seconds: work.visits.reduce((sum, visit) => sum + visit.seconds, 0),
    completedAt: timestamp(work.completedAt),
    rating: work.difficultyRating,
    score: work.comprehensionScore,
    firstAt: localTimestamp({ day: first.day, second: first.start }),
    lastAt: localTimestamp({ day: last.day, second: last.start + last.seconds }),
  };
}

const toActivity = (userId: string, sectionId: string, { visits }: SectionWork): ActivityRow[] =>
  visits.map(({ day, seconds, interactions }) => ({
    userId,
    sectionId,
    day: isoDay(day),
    seconds,
    interactions,
  }));
