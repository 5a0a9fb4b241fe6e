import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { appendAudit } from '@/lib/audit/append';
import { requireClass } from '@/lib/classes/class-access';
import { countFollowUps, type FollowUpCounts, type OpenFollowUp, readOpenFollowUps } from './open-follow-ups';
import { type Recipients, readRecipients } from './recipients';

/** What lies on the desk of whoever writes to a class. */
export type MessagesDesk = {
  recipients: Recipients;
  followUps: OpenFollowUp[];
  followUpCounts: FollowUpCounts;
};

/**
 * Whom a message can go to and whom one meant to come back to, for those who answer for the class. Seeing names is one
 * look, however many places show them, and is audited as one.
 */
export const getMessagesDesk = (viewer: Viewer, courseId: string, chosen: string[]): Promise<MessagesDesk> =>
  asViewer(viewer, async (tx) => {
    const course = await requireClass(tx, viewer, courseId);
    const recipients = await readRecipients(tx, courseId, chosen);
    const followUps = await readOpenFollowUps(tx, courseId);
    const followUpCounts = await countFollowUps(tx, courseId);
    const seen = new Set([...recipients.named, ...followUps].map(({ studentId }) => studentId));
    if (seen.size > 0) {
      await appendAudit(tx, viewer, {
        action: 'class.view',
        objectType: 'course',
        objectId: courseId,
        institutionId: course.institutionId,
        details: { course: course.code ?? course.title, students: seen.size },
      });
    }
    return { recipients, followUps, followUpCounts };
  });
