'use client';

import { type ReactNode, useCallback, useEffect, useMemo } from 'react';
import { useToast } from '@/components/ui/toast';
import { useReadSections, useSectionsInView } from '@/lib/lessons/client';
import { useAttention, useReporter } from '@/lib/progress/client';
import { type Completion, isDone } from '@/lib/progress/completion';
import { newId } from '@/lib/progress/new-id';
import type { ProgressEvent } from '@/lib/progress/schema';
import { ReadingContext } from './reading-context';
import { refusalWords } from './refusal-words';
import { SignedOutNotice } from './signed-out-notice';

/** How long a section must be seen to count as read, where seeing it is all there is to do. Milliseconds. */
const readAfter = 2_000;

type ReadingSessionProps = {
  studentId: string;
  courseId: string;
  lessonId: string;
  sections: readonly { id: string; completionRule: 'MARK' | 'VIEW' }[];
  counted: Completion;
  children: ReactNode;
};

/** Counts the reading of one lesson by its student, and keeps the marks. The lesson itself comes from the server. */
export function ReadingSession({
  studentId,
  courseId,
  lessonId,
  sections,
  counted,
  children,
}: ReadingSessionProps) {
  const toast = useToast();
  const [reporter, state] = useReporter({
    studentId,
    courseId,
    counted,
    onRejected: ([first]) => first && toast(refusalWords(first.reason), 'critical'),
  });
  const report = useCallback(
    (
      sectionId: string,
      what: Partial<Pick<ProgressEvent, 'seconds' | 'completion' | 'difficultyRating'>>,
    ) => {
      const completion = reporter.getState().completion[sectionId] ?? 0;
      const at = new Date().toISOString();
      reporter.report({ id: newId(), courseId, lessonId, sectionId, seconds: 0, completion, at, ...what });
    },
    [reporter, courseId, lessonId],
  );
  const setSection = useAttention(`reading:${studentId}`, (seconds) => {
    for (const [sectionId, spent] of Object.entries(seconds)) report(sectionId, { seconds: spent });
    reporter.flush();
  });
  const { main, seen } = useSectionsInView(sections.map(({ id }) => id));
  useEffect(() => setSection(main), [setSection, main]);

  const markDone = useCallback(
    (sectionIds: readonly string[]) => {
      const { completion } = reporter.getState();
      for (const id of sectionIds) if (!isDone(completion, id)) report(id, { completion: 100 });
      reporter.flush();
    },
    [reporter, report],
  );
  const toView = new Set(
    sections.filter(({ completionRule }) => completionRule === 'VIEW').map(({ id }) => id),
  );
  useReadSections(
    seen.filter((id) => toView.has(id)),
    readAfter,
    markDone,
  );
  const reading = useMemo(
    () => ({
      state,
      markDone,
      rate(sectionId: string, difficultyRating: number) {
        report(sectionId, { difficultyRating });
        reporter.flush();
      },
    }),
    [state, markDone, report, reporter],
  );
  return (
    <ReadingContext value={reading}>
      {children}
      {state.delivery === 'signed-out' && <SignedOutNotice />}
    </ReadingContext>
  );
}
