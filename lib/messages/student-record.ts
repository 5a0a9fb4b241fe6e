import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { type ClassStudent, readClassStudent } from '@/lib/classes/student';
import { readNotes, readStudentMessages } from './notes';
import type { StudentMessage, StudentNote } from './schema';

/** On a page; the export of a record has them all. */
const mostShown = { notes: 200, messages: 100 };

export type StudentRecord = ClassStudent & { notes: StudentNote[]; messages: StudentMessage[] };

/** All that those who answer for a class know of one student there: figures, notes and messages. One audited look. */
export const getStudentRecord = (
  viewer: Viewer,
  courseId: string,
  studentId: string,
): Promise<StudentRecord> =>
  asViewer(viewer, async (tx) => {
    const figures = await readClassStudent(tx, viewer, courseId, studentId);
    return {
      ...figures,
      notes: await readNotes(tx, viewer, figures.course, studentId, mostShown.notes),
      messages: await readStudentMessages(tx, figures.course, studentId, mostShown.messages),
    };
  });
