import { randomUUID } from 'node:crypto';
import type { Classroom } from '@/db/testing/fixtures';
import { mintViewer, type Viewer } from '@/lib/access/viewer';
import { reportProgress } from '@/lib/progress/report';
import type { ProgressEvent } from '@/lib/progress/schema';

/** A person of a test's classroom, signed in. */
export const personOf = ({ institutionId }: Classroom, userId: string, role: Viewer['role'] = 'STUDENT') =>
  mintViewer({ userId, role, institutionId, displayName: userId, email: null });

export const studentOf = (room: Classroom, n: number) => personOf(room, room.studentIds[n] ?? '');

/** An event in a section of a test's classroom: a minute now, unless told otherwise. */
export const eventIn = (
  { courseId, lessons }: Classroom,
  lesson: number,
  section: number,
  change: Partial<ProgressEvent> = {},
): ProgressEvent => ({
  id: randomUUID(),
  courseId,
  lessonId: lessons[lesson]?.id ?? '',
  sectionId: lessons[lesson]?.sectionIds[section] ?? '',
  seconds: 60,
  completion: 100,
  at: new Date().toISOString(),
  ...change,
});

/** The student of a classroom reports events as the product would. */
export const study = (room: Classroom, n: number, events: ProgressEvent[]) =>
  reportProgress(studentOf(room, n), { events });
