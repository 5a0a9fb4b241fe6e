import { Stat, StatGroup } from '@/components/ui/stat';
import type { CourseProgress } from '@/lib/analytics/student-progress';
import { count, counted, date, duration } from '@/lib/format';
import { sectionsText } from './sections-text';

/** What one course comes to so far, each number with what it stands on. */
export function CourseFigures({ course }: { course: CourseProgress }) {
  const { sectionsRequired, sectionsCompleted, lessons, lessonsAttempted, lessonsCompleted, timeZone } =
    course;
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
      <Stat label="Time" value={duration(course.totalTimeSpent)} note="while a lesson was in use" />
      <Stat
        label="Speed"
        value={course.avgLearningVelocity?.toFixed(1) ?? '–'}
        note={
          course.avgLearningVelocity === null
            ? 'Not enough data yet: no section done.'
            : 'sections an hour, mean of the sections done'
        }
      />
      <Stat
        label="Answers right"
        value={course.comprehensionLevel === null ? '–' : `${Math.round(course.comprehensionLevel)} %`}
        note={meanNote(course.sectionsScored, 'answered')}
      />
      <Stat
        label="How hard you find it"
        value={course.perceivedDifficulty?.toFixed(1) ?? '–'}
        note={
          course.sectionsRated === 0
            ? 'Not enough data yet: no section rated.'
            : `1 easy to 5 hard, ${meanNote(course.sectionsRated, 'rated')}`
        }
      />
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

const meanNote = (sections: number, done: string) =>
  sections === 0
    ? `Not enough data yet: no section ${done}.`
    : `mean of ${counted(sections, 'section')} ${done}`;

const classNote = ({ medianClassProgress, totalClassmates }: CourseProgress) =>
  medianClassProgress === null
    ? 'With fewer than ten classmates it would show how one of them does.'
    : `rounded; progress of ${counted(totalClassmates, 'classmate')}`;
