import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { CourseProgress } from '@/lib/analytics/student-progress';
import type { Completion } from './completion';
import { createOutbox, type Keep } from './outbox';
import { postEvents } from './post-events';
import { createReporter, type Reporter, type ReporterState } from './reporter';
import type { ProgressReceipt } from './schema';
import { type AttentionWatch, watchAttention } from './watch-attention';

/** How far the course is (percent) and the counted time in it (seconds). */
export type CourseStanding = Pick<CourseProgress, 'avgProgress' | 'totalTimeSpent'>;

/** The viewer's own standing in a course as the server computes it. */
export const courseStanding = (courseId: string, initialData: CourseStanding) =>
  queryOptions({
    queryKey: ['progress', courseId],
    queryFn: ({ signal }) => fetchStanding(courseId, signal),
    initialData,
    staleTime: 60_000,
  });

async function fetchStanding(courseId: string, signal: AbortSignal): Promise<CourseStanding> {
  const response = await fetch(`/api/v1/me/progress?${new URLSearchParams({ courseId })}`, { signal });
  if (!response.ok) throw new Error(`progress answered ${response.status}`);
  const { analytics }: { analytics: CourseStanding[] } = await response.json();
  const [standing] = analytics;
  if (!standing) throw new Error('no progress in this course');
  return standing;
}

type ReporterSetting = {
  studentId: string;
  courseId: string;
  counted: Completion;
  onRejected: (rejected: ProgressReceipt['rejected']) => void;
};

/** A reporter for the life of the page and what it knows; sends what waits when the page opens and the network returns. */
export function useReporter({
  studentId,
  courseId,
  counted,
  onRejected,
}: ReporterSetting): [Reporter, ReporterState] {
  const client = useQueryClient();
  const [atFirst] = useState<ReporterState>({ completion: counted, waiting: 0, delivery: 'idle' });
  const [reporter] = useState(() =>
    createReporter({
      outbox: createOutbox(browserStorage(), studentId),
      courseId,
      counted,
      post: (events) => postEvents(studentId, events),
      onCounted: (rose) =>
        client.refetchQueries({ queryKey: ['progress', courseId], stale: rose ? undefined : true }),
      onRejected,
    }),
  );
  const state = useSyncExternalStore(reporter.subscribe, reporter.getState, () => atFirst);
  useEffect(() => {
    const flush = () => reporter.flush();
    flush();
    window.addEventListener('online', flush);
    return () => window.removeEventListener('online', flush);
  }, [reporter]);
  return [reporter, state];
}

/** Storage can be switched off; asking for it then throws. */
function browserStorage(): Keep | null {
  try {
    return typeof window === 'undefined' ? null : window.localStorage;
  } catch {
    return null;
  }
}

/** Watches the attention of the reader; returns the way to say which section is in view. */
export function useAttention(
  name: string,
  onSeconds: (seconds: Record<string, number>) => void,
): (sectionId: string | null) => void {
  const report = useRef(onSeconds);
  const watch = useRef<AttentionWatch>(null);
  const section = useRef<string>(null);
  useEffect(() => {
    report.current = onSeconds;
  });
  useEffect(() => {
    const started = watchAttention(name, (seconds) => report.current(seconds));
    started.setSection(section.current);
    watch.current = started;
    return () => started.stop();
  }, [name]);
  const [setSection] = useState(() => (sectionId: string | null) => {
    section.current = sectionId;
    watch.current?.setSection(sectionId);
  });
  return setSection;
}
