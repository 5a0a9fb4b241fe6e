import { Stat, StatGroup } from '@/components/ui/stat';
import type { CourseProgress } from '@/lib/analytics/student-progress';
import { count, counted, date } from '@/lib/format';
import { timeText } from './days-in-brief';
import { MeanStats } from './mean-stats';
import { sectionsText } from './sections-text';

/** What one course comes to so far, each number with what it stands on. */
export function CourseFigures({ course }: { course: CourseProgress }) {
  const { sectionsRequired, sectionsCompleted, lessons, lessonsAttempted, lessonsCompleted, timeZone } =
    course;
  const isUntimed = course.totalTimeSpent === 0 && course.sectionsStarted > 0;
  const day = (moment: string | null) => (moment === null ? '–' : date(moment, timeZone));
  return (
    <StatGroup className="sm:grid-cols-4">
      <Stat
        label="Progress"
        value={`${Math.floor(course.avgProgress)} %`}
        note={sectionsText(course.avgProgress, { completed: sectionsCompleted, required: sectionsRequired })}
      />
      <Stat
        label="Lessons done"
        value={count(lessonsCompleted)}
        note={`${count(lessonsAttempted)} begun, of ${count(lessons)}`}
      />
      <Stat
        label="Time"
        value={timeText({ seconds: course.totalTimeSpent, interactions: course.sectionsStarted })}
        note={isUntimed ? 'Your activity here came without times.' : 'while a lesson was in use'}
      />
      <MeanStats means={course} sectionsCompleted={sectionsCompleted} />
      <Stat
        label="Class median"
        value={course.medianClassProgress === null ? '–' : `${course.medianClassProgress} %`}
        note={classNote(course)}
      />
      <Stat
        label="Last studied"
        value={day(course.lastActivity)}
        note={
          course.completedAt
            ? `completed ${day(course.completedAt)}, first studied ${day(course.startedAt)}`
            : `first studied ${day(course.startedAt)}, enrolled ${day(course.enrolledAt)}`
        }
      />
    </StatGroup>
  );
}

const classNote = ({ medianClassProgress, totalClassmates }: CourseProgress) =>
  medianClassProgress === null
    ? 'With fewer than ten classmates it would show how one of them does.'
    : `rounded; progress of ${counted(totalClassmates, 'classmate')}`;
