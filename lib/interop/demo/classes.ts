import { drawArchetype, drawPlan, type Plan, type Term, type Traits } from './archetypes';
import type { DemoCourse } from './courses';
import { demoPlans, demoStudentTraits, isDemoStudent } from './demo-student';
import type { Student } from './people';
import { between, seeded } from './random';
import { sittingCount } from './study-days';

/** One student in one course; `sitting` is the time of day kept for it. */
export type Seat = { student: Student; sitting: number };

/** Who sits in which course, by the course's key: students of its institution, each in one to three courses. */
export function fillClasses(courses: DemoCourse[], students: Student[]): Map<string, Seat[]> {
  const random = seeded('classes');
  const taken = new Map<Student, number>();
  const classes = new Map<string, Seat[]>();
  for (const course of [...courses].sort((a, b) => b.students - a.students || (a.key < b.key ? -1 : 1))) {
    const candidates = students
      .filter(({ institution }) => institution === course.institution)
      .map((student) => ({
        student,
        key: placeInLine(student, course.key, taken.get(student) ?? 0, random()),
      }))
      .filter(({ key }) => key !== null)
      .sort((a, b) => (a.key ?? 0) - (b.key ?? 0))
      .slice(0, course.students);
    classes.set(
      course.key,
      candidates.map(({ student }) => takeSeat(student, taken)),
    );
  }
  return classes;
}

/** Whoever has the fewest courses comes first, not strictly; null for a student who does not come. */
function placeInLine(student: Student, course: string, courses: number, draw: number): number | null {
  if (isDemoStudent(student)) return demoPlans.has(course) ? -1 : null;
  return courses < sittingCount ? courses + 1.6 * draw : null;
}

function takeSeat(student: Student, taken: Map<Student, number>): Seat {
  const earlier = taken.get(student) ?? 0;
  taken.set(student, earlier + 1);
  return {
    student,
    sitting: Math.floor(between(seeded(`sitting:${student.email}`), 0, sittingCount)) + earlier,
  };
}

/** How a student goes through a course, and the student's traits there. */
export function planSeat({ student }: Seat, course: string, term: Term): { plan: Plan; traits: Traits } {
  const own = isDemoStudent(student) ? demoPlans.get(course) : undefined;
  if (own) return { plan: own(term), traits: demoStudentTraits };
  const random = seeded(`plan:${student.email}:${course}`);
  return { plan: drawPlan(drawArchetype(student.traits, random), term, random), traits: student.traits };
}
