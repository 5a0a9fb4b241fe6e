'use client';

import { useQuery } from '@tanstack/react-query';
import { ProgressBar } from '@/components/ui/progress-bar';
import { duration } from '@/lib/format';
import { courseStanding, type CourseStanding as Standing } from '@/lib/progress/client';
import { SaveState } from './save-state';

type CourseStandingProps = { courseId: string; atFirst: Standing };

/** How far the whole course is, as the server counts it, and whether everything has reached the server. */
export function CourseStanding({ courseId, atFirst }: CourseStandingProps) {
  const { data } = useQuery(courseStanding(courseId, atFirst));
  return (
    <div className="flex flex-col gap-2">
      <ProgressBar
        label="This course"
        value={data.avgProgress}
        tone={data.avgProgress === 100 ? 'positive' : 'accent'}
      />
      <p className="text-sm text-ink-soft">{duration(data.totalTimeSpent)} of study counted</p>
      <SaveState />
    </div>
  );
}
