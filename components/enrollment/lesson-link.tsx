'use client';

import type { ReactNode } from 'react';
import { TextLink } from '@/components/ui/text-link';
import { useStanding } from '@/lib/enrollment/client';
import { opensLessons } from '@/lib/enrollment/standing';

type LessonLinkProps = { courseId: string; lessonId: string; sectionId?: string; children: ReactNode };

/** A lesson, or a section in it: a link for those for whom it opens, plain text for everybody else. */
export function LessonLink({ courseId, lessonId, sectionId, children }: LessonLinkProps) {
  const standing = useStanding(courseId);
  if (!standing || !opensLessons(standing)) return children;
  const lesson = `/learn/${courseId}/${lessonId}`;
  return <TextLink href={sectionId ? `${lesson}#${sectionId}` : lesson}>{children}</TextLink>;
}
