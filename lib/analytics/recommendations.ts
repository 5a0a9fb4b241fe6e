import type { NextStep } from './next-step';
import type { CourseProgress } from './student-progress';

export type Recommendation = { courseId: string; rule: string; text: string; lessonId: string | null };
export type Insight = { text: string };

const day = 86_400_000;

/** What to do next, each with the rule that says so; at most one a course, most urgent first. */
export function recommend(courses: CourseProgress[], next: NextStep[], now: Date): Recommendation[] {
  return courses
    .filter((course) => course.status === 'ACTIVE')
    .flatMap((course) => {
      const step = next.find(({ courseId }) => courseId === course.courseId);
      return step
        ? [{ ...recommendOne(course, step, now), courseId: course.courseId, lessonId: step.lessonId }]
        : [];
    })
    .sort((a, b) => urgency.indexOf(a.rule) - urgency.indexOf(b.rule));
}

const urgency = ['needs-support', 'paused', 'hard', 'start', 'continue'];

function recommendOne(course: CourseProgress, step: NextStep, now: Date): { rule: string; text: string } {
  const where = `“${step.sectionTitle}” in ${course.title}`;
  if (course.learningStatus.value === 'NEEDS_SUPPORT') {
    return { rule: 'needs-support', text: `Take up ${where}. ${course.learningStatus.reason}` };
  }
  if (course.lastActivity === null) return { rule: 'start', text: `Start with ${where}.` };
  const idle = Math.floor((now.getTime() - Date.parse(course.lastActivity)) / day);
  if (idle >= 7)
    return {
      rule: 'paused',
      text: `You last studied ${course.title} ${idle} days ago. Go on with “${step.sectionTitle}”.`,
    };
  if (course.comprehensionLevel !== null && course.comprehensionLevel < 60) {
    return {
      rule: 'hard',
      text: `Your answers in ${course.title} average ${Math.round(course.comprehensionLevel)} %. Read “${step.lessonTitle}” again before going on.`,
    };
  }
  return { rule: 'continue', text: `Go on with ${where}.` };
}

/** Plain sentences about all courses together; none where there is nothing to say. */
export function insights(courses: CourseProgress[]): Insight[] {
  const seconds = courses.reduce((sum, course) => sum + course.totalTimeSpent, 0);
  const sections = courses.reduce((sum, course) => sum + course.sectionsCompleted, 0);
  if (sections === 0) return [];
  const found: Insight[] = [
    {
      text:
        seconds < 360
          ? `${sections} sections done.`
          : `${sections} sections done in ${Math.round(seconds / 360) / 10} hours of study.`,
    },
  ];
  const rated = courses.filter((course) => course.perceivedDifficulty !== null);
  const hardest = rated.sort((a, b) => (b.perceivedDifficulty ?? 0) - (a.perceivedDifficulty ?? 0))[0];
  if (hardest && rated.length > 1)
    found.push({ text: `You find ${hardest.title} the hardest of your courses.` });
  return found;
}
