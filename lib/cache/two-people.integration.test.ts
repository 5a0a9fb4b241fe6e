import 'next/dist/server/node-environment-baseline';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Classroom, createClassroom, createQuestion } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { mintViewer, type Viewer } from '@/lib/access/viewer';
import { getCourseDays, getOwnDays } from '@/lib/analytics/course-days';
import { getLessonWork } from '@/lib/analytics/lesson-work';
import { getNextSteps } from '@/lib/analytics/next-step';
import { getHintEvents } from '@/lib/analytics/recommendation-events';
import { rulesFor } from '@/lib/analytics/rules/institution-rules';
import { getStandingHistory } from '@/lib/analytics/standing-history';
import { getStudyRuns } from '@/lib/analytics/streak';
import { getStudentProgress } from '@/lib/analytics/student-progress';
import { answerQuestion } from '@/lib/assessment/answer-question';
import { getClassQuestions } from '@/lib/assessment/class-questions';
import { getCourse } from '@/lib/catalog/course';
import { listCourses } from '@/lib/catalog/listing';
import { listingQuery } from '@/lib/catalog/schema';
import { search } from '@/lib/catalog/search/search';
import { suggest } from '@/lib/catalog/search/suggest';
import { getSimilarCourses } from '@/lib/catalog/similar';
import { countSitemapPages, getSitemapPage } from '@/lib/catalog/sitemap';
import { getClassActivity } from '@/lib/classes/activity';
import { getLessonFunnel } from '@/lib/classes/lessons';
import { getAtRisk } from '@/lib/classes/risk/at-risk';
import { getRoster } from '@/lib/classes/roster';
import { getClassScores } from '@/lib/classes/scores';
import { getClassSummary } from '@/lib/classes/summary';
import { compareTerms } from '@/lib/classes/terms';
import { getLesson } from '@/lib/lessons/queries';
import { getClassImpact } from '@/lib/messages/class-impact';
import { reportProgress } from '@/lib/progress/report';
import { definitionOf } from './classes';
import { registeredReads } from './registry';
import { insideNext, outsideNext } from './testing/inside-next';

let db: TestDatabase;
let rooms: [Classroom, Classroom];

/** A student of each of two institutions, or the people who answer for their classes. */
const students = () => rooms.map((room) => viewer(room, room.studentIds[0] ?? '', 'STUDENT'));
const instructors = () => rooms.map((room) => viewer(room, room.instructorId, 'INSTRUCTOR'));
const viewer = ({ institutionId }: Classroom, userId: string, role: Viewer['role']) =>
  mintViewer({ userId, role, institutionId, displayName: userId, email: null });

type Case = { people: () => Viewer[]; ask: (viewer: Viewer, room: Classroom) => Promise<unknown> };

/** Every cached read by its name, asked through the function that the product asks. */
const cases: Record<string, Case> = {
  'analytics.student-progress': { people: students, ask: (who) => getStudentProgress(who) },
  'analytics.next-steps': { people: students, ask: (who) => getNextSteps(who) },
  'analytics.study-runs': { people: students, ask: (who) => getStudyRuns(who) },
  'analytics.course-days': {
    people: students,
    ask: async (who, { courseId }) => [await getCourseDays(who, courseId), await getOwnDays(who)],
  },
  'analytics.lesson-work': { people: students, ask: (who) => getLessonWork(who) },
  'analytics.recommendation-events': { people: students, ask: (who) => getHintEvents(who) },
  'analytics.standing-history': {
    people: students,
    ask: (who, { courseId }) => getStandingHistory(who, courseId),
  },
  'analytics.rules': { people: students, ask: (_who, { institutionId }) => rulesFor(institutionId) },
  'classes.summary': { people: instructors, ask: (who, { courseId }) => getClassSummary(who, courseId) },
  'classes.roster-count': {
    people: instructors,
    ask: (who, { courseId }) => getRoster(who, courseId, { status: { enrollment: 'ACTIVE' }, limit: 50 }),
  },
  'classes.lessons': { people: instructors, ask: (who, { courseId }) => getLessonFunnel(who, courseId) },
  'messages.impact': { people: instructors, ask: (who, { courseId }) => getClassImpact(who, courseId) },
  'classes.at-risk': {
    people: instructors,
    ask: (who, { courseId }) => getAtRisk(who, courseId, { limit: 50 }),
  },
  'assessment.class-questions': {
    people: instructors,
    ask: (who, { courseId }) => getClassQuestions(who, courseId),
  },
  'classes.activity-bounds': {
    people: instructors,
    ask: (who, { courseId }) => getClassActivity(who, courseId, {}),
  },
  'classes.activity': {
    people: instructors,
    ask: (who, { courseId }) => getClassActivity(who, courseId, {}),
  },
  'classes.scores': { people: instructors, ask: (who, { courseId }) => getClassScores(who, courseId) },
  'classes.term': {
    people: instructors,
    ask: (who, { courseId }) => compareTerms(who, courseId, courseId),
  },
  'catalog.course': { people: students, ask: (who, { courseId }) => getCourse(who, courseId) },
  'catalog.page': { people: students, ask: () => listCourses(listingQuery.parse({})) },
  'catalog.counts': { people: students, ask: () => listCourses(listingQuery.parse({})) },
  'catalog.search': { people: students, ask: () => search('course', 5) },
  'catalog.suggestions': { people: students, ask: () => suggest('course', []) },
  'catalog.similar': { people: students, ask: (_who, { courseId }) => getSimilarCourses(courseId) },
  'catalog.sitemap': { people: students, ask: () => getSitemapPage(0) },
  'catalog.sitemap-files': { people: students, ask: () => countSitemapPages() },
  'lessons.lesson': {
    people: students,
    ask: (who, { courseId, lessons }) => getLesson(who, courseId, lessons[0]?.id ?? ''),
  },
};

/** Files of lib/ that make a cached read. */
const filesWithReads = () =>
  readdirSync('lib', { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.ts$/.test(path) && !/\.test\.ts$|^cache\/|\/testing\//.test(path))
    .filter((path) => /\b(sharedRead|sharedLookup|personalRead)\(/.test(readFileSync(`lib/${path}`, 'utf8')));

beforeAll(async () => {
  db = await testDatabase();
  rooms = [await createClassroom(db.owner, 3), await createClassroom(db.owner, 2)];
  for (const [n, room] of rooms.entries()) {
    await study(room, n + 1);
    await writeLongAgo(room);
    await createQuestion(db.owner, room);
  }
});
afterAll(async () => {
  outsideNext();
  await db.close();
});

/** The first student finishes as many sections as `sections`, so that no two people's figures are alike. */
async function study(room: Classroom, sections: number): Promise<void> {
  const { courseId, lessons, studentIds } = room;
  const events = (lessons[0]?.sectionIds ?? []).slice(0, sections).map((sectionId) => ({
    id: crypto.randomUUID(),
    courseId,
    lessonId: lessons[0]?.id,
    sectionId,
    seconds: 60 * sections,
    completion: 100,
    at: new Date().toISOString(),
  }));
  await reportProgress(viewer(room, studentIds[0] ?? '', 'STUDENT'), { events });
}

/** To every student, so that the two classes differ in how many were contacted. */
async function writeLongAgo({ courseId, instructorId }: Classroom): Promise<void> {
  await db.owner.query(
    "UPDATE enrollments SET enrolled_at = now() - interval '90 days' WHERE course_id = $1",
    [courseId],
  );
  await db.owner.query(
    `WITH m AS (
       INSERT INTO messages (id, course_id, sender_id, sender_name, audience, subject, body, recipients, created_at)
       VALUES (gen_random_uuid(), $1, $2, 'x', 'ALL', 'x', 'x', 1, now() - interval '40 days') RETURNING id)
     INSERT INTO message_recipients (message_id, student_id, course_id)
     SELECT m.id, e.user_id, $1 FROM m, enrollments e WHERE e.course_id = $1
       AND e.user_id <> (SELECT min(x.user_id::text)::uuid FROM enrollments x WHERE x.course_id = $1)`,
    [courseId, instructorId],
  );
}

describe('two people at once', () => {
  it('are asked of every cached read there is', async () => {
    const files = filesWithReads();
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) await import(/* @vite-ignore */ `../../lib/${file}`);
    expect([...registeredReads().keys()].toSorted()).toEqual(Object.keys(cases).toSorted());
  });

  it.each(Object.entries(cases))('%s: nothing crosses, cold and warm', async (name, { people, ask }) => {
    outsideNext();
    const [one, two] = people();
    const [first, second] = rooms;
    if (!one || !two) throw new Error('two people are needed');
    const truth = JSON.stringify([await ask(one, first), await ask(two, second)]);
    const store = insideNext();
    for (const _ of ['cold', 'warm']) {
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => Promise.all([ask(one, first), ask(two, second)])),
      );
      for (const answer of answers) expect(JSON.stringify(answer)).toBe(truth);
    }
    const cacheClass = registeredReads().get(name);
    expect(cacheClass && store.shelves[cacheClass].counters.hits).toBeGreaterThan(0);
    if (cacheClass && definitionOf(cacheClass).scope === 'person')
      expect(store.shelves[cacheClass].size).toBeGreaterThanOrEqual(2);
  });

  it('see their own change at once, and a class its student’s', async () => {
    insideNext();
    const [room] = rooms;
    const [student] = students();
    const [instructor] = instructors();
    if (!student || !instructor) throw new Error('two people are needed');
    const done = async () => {
      const [progress] = await getStudentProgress(student);
      const { summary } = await getClassSummary(instructor, room.courseId);
      return [progress?.sectionsCompleted, summary.timeSpent];
    };
    const before = await done();
    await study(room, 3);
    const after = await done();
    expect(after[0]).toBe(3);
    expect(after[1]).toBeGreaterThan(Number(before[1]));
  });

  it('see an answer at once in how a class answers', async () => {
    insideNext();
    const [room] = rooms;
    const [student] = students();
    const [instructor] = instructors();
    if (!student || !instructor) throw new Error('two people are needed');
    const ask = async () => (await getClassQuestions(instructor, room.courseId)).questions[0];
    const before = await ask();
    const answer = { id: crypto.randomUUID(), questionId: before?.id, version: 1, chosen: ['b'] };
    await answerQuestion(student, answer);
    expect([before?.answered, (await ask())?.answered]).toEqual([0, 1]);
  });
});
