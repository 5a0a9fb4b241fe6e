import type { Transaction } from '@/db/client';
import { rebuildCards } from '../rollups';
import { termStart } from './archetypes';
import { writeTrail } from './audit-trail';
import { localDay } from './calendar';
import { createClassRows } from './class-rows';
import { fillClasses, type Seat } from './classes';
import { type DemoCourse, readDemoCourses } from './courses';
import { isDemoStudent } from './demo-student';
import { type DemoInstitution, demoInstitutions, schoolOfMinors } from './institutions';
import { createPeople, type DemoPeople, teacherKey } from './people';
import { recentEvents } from './recent-events';
import { noteLastActivity, writeClass } from './write-class';
import { writeConfidential } from './write-confidential';
import { openCourse } from './write-course';
import { writeDashboards } from './write-dashboards';
import { writeMessages } from './write-messages';
import { writePeople } from './write-people';
import { writeConsent, writeGuardian } from './write-rights';

export type OnProgress = (done: number, total: number, what: string) => void;

type Place = DemoInstitution & { id: string };
type Stage = { places: Map<string, Place>; people: DemoPeople; now: Date };

/** Writes the whole demo into an empty database, as SYSTEM. */
export async function writeDemo(tx: Transaction, now: Date, onProgress: OnProgress): Promise<void> {
  const courses = readDemoCourses();
  const people = createPeople(courses);
  const classes = fillClasses(courses, people.students);
  const total = courses.length + 2;
  onProgress(0, total, 'People');
  const ids = await writePeople(tx, people);
  const places = new Map(
    demoInstitutions.map((each) => [each.slug, { ...each, id: ids.get(each.slug) ?? '' }]),
  );
  const stage = { places, people, now };

  const courseIds: string[] = [];
  for (const [index, course] of courses.entries()) {
    onProgress(index + 1, total, course.parsed.title);
    courseIds.push(await writeCourseAndClass(tx, course, index, classes.get(course.key) ?? [], stage));
  }
  onProgress(total - 1, total, 'Totals and trail');
  await noteLastActivity(tx);
  await rebuildCards(tx, courseIds);
  await writeDashboards(tx, courseIds, now);
  const own = courses.findIndex(({ teacher }) => teacher === 'demo');
  const exported = { courseId: courseIds[own] ?? '', students: courses[own]?.students ?? 0 };
  const institutionId = (slug: string) => places.get(slug)?.id;
  const { institution, ...room } = demoClass(courses, courseIds, people);
  const home = { institutionId: ids.get(institution) ?? '' };
  await writeMessages(tx, { ...room, ...home }, now);
  const registrar = people.admins.find(({ institution: own }) => own === institution);
  const author = { authorName: registrar?.displayName ?? 'The registrar' };
  await writeConfidential(tx, { studentId: room.student.id, ...home, ...author }, now);
  await writeGuardian(tx, people, ids.get(schoolOfMinors) ?? '', now);
  await writeConsent(tx, people, home.institutionId, now);
  await writeTrail(tx, recentEvents(people, { institutionId, exported }), now);
  onProgress(total, total, 'Done');
}

/** The class that the demo instructor and the demo student share, and the course which that student has completed. */
function demoClass(courses: DemoCourse[], courseIds: string[], people: DemoPeople) {
  const named = (key: string) => {
    const index = courses.findIndex((course) => course.key === key);
    const course = courses[index];
    if (!course) throw new Error(`The demo has no course ${key}.`);
    return {
      id: courseIds[index] ?? '',
      title: course.parsed.title,
      institution: course.institution,
      teacher: people.teachers.get(teacherKey(course)),
    };
  };
  const { id: courseId, institution, teacher } = named('python-first-steps');
  const student = people.students.find(isDemoStudent);
  if (!teacher || !student) throw new Error('The demo accounts are missing.');
  return { courseId, institution, teacher, student, completed: named('writing-clearly') };
}

/** @param index shifts the first day of some courses by a week, never that of the demo student's */
async function writeCourseAndClass(
  tx: Transaction,
  course: DemoCourse,
  index: number,
  seats: Seat[],
  { places, people, now }: Stage,
): Promise<string> {
  const place = places.get(course.institution);
  const teacher = people.teachers.get(teacherKey(course));
  if (!place || !teacher) throw new Error(`${course.key} has no institution or nobody to teach it.`);
  const today = localDay(now, place.timeZone);
  const start = termStart(today, course.lessonDescriptions.length > 0 ? (index % 3) - 1 : 0);
  const { id, sections } = await openCourse(
    tx,
    course,
    { institutionId: place.id, instructorId: teacher.id },
    start,
  );
  const { key, parsed } = course;
  const term = { start, yesterday: today - 1 };
  const rows = createClassRows({ key, level: parsed.level, sections }, seats, term);
  await writeClass(tx, id, place.timeZone, rows);
  return id;
}
