'use client';

import { useSyncExternalStore } from 'react';
import { Alert } from '@/components/ui/alert';
import { useStanding } from '@/lib/enrollment/client';
import { opensLessons } from '@/lib/enrollment/standing';

/** For those whom a lesson has sent here. The page is the same for everybody, so the address is read in the browser. */
export function EnrollFirstNotice({ courseId }: { courseId: string }) {
  const isSentHere = useSyncExternalStore(neverChanges, readNotice, () => false);
  const standing = useStanding(courseId);
  if (!isSentHere || !standing || standing.kind === 'staff' || opensLessons(standing)) return null;
  return (
    <Alert tone="accent" title="Enrol first, then the lesson opens" className="mb-8">
      <p>Lessons are for the students of a course, so that your progress has a place to go.</p>
    </Alert>
  );
}

const neverChanges = () => () => undefined;
const readNotice = () => new URLSearchParams(location.search).get('notice') === 'enroll-first';
