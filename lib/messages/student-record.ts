import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { type ClassStudent, readClassStudent } from '@/lib/classes/student';
import { readNotes, readStudentMessages } from './notes';
import type { StudentMessage, StudentNote } from './schema';

export type StudentRecord = ClassStudent & { notes: StudentNote[]; messages: StudentMessage[] };

/** All that those who answer for a class know of one student there: figures, notes and messages. One audited look. */
export const getStudentRecord = (
  viewer: Viewer,
  courseId: string,
  studentId: string,
): Promise<StudentRecord> =>
  asViewer(viewer, async (tx) => ({
    ...(await readClassStudent(tx, viewer, courseId, studentId)),
    notes: await readNotes(tx, viewer, courseId, studentId),
    messages: await readStudentMessages(tx, courseId, studentId),
  }));
