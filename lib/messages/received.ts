import { statement } from '@/db/statement';
import { perform } from '@/lib/access/action';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { nothingChanged } from '@/lib/audit/untold';
import { notFound } from '@/lib/errors';
import { messageId } from './schema';
import { messageOpener, type Stored, storedTexts } from './stored-message';

export type ReceivedMessage = {
  id: string;
  courseId: string;
  courseTitle: string;
  senderName: string;
  subject: string;
  body: string;
  createdAt: string;
};

type ReceivedRow = Stored<ReceivedMessage> & { institutionId: string };

const received = statement(
  'messages.received',
  `SELECT m.id, m.course_id AS "courseId", c.title AS "courseTitle", m.sender_name AS "senderName", ${storedTexts},
     m.created_at AS "createdAt", c.institution_id AS "institutionId"
   FROM message_recipients r JOIN messages m ON m.id = r.message_id JOIN courses c ON c.id = m.course_id
   WHERE r.message_id = $1 AND r.student_id = $2`,
);
const opened = statement(
  'messages.opened',
  `UPDATE message_recipients SET read_at = now() WHERE message_id = $1 AND student_id = $2 AND read_at IS NULL
   RETURNING message_id`,
);
const noticed = statement(
  'messages.noticed',
  `UPDATE notifications SET read_at = now()
   WHERE user_id = $2 AND kind = 'MESSAGE' AND subject_key = $1::text AND read_at IS NULL RETURNING id`,
);

/** A message that the viewer got; one that somebody else got is as if it did not exist. */
export const getReceivedMessage = (viewer: Viewer, id: string): Promise<ReceivedMessage> =>
  asViewer(viewer, async (tx) => {
    const [row] = await tx.rows<ReceivedRow>(received, [id, viewer.userId]);
    if (!row) throw notFound();
    const { institutionId, ...message } = row;
    const open = await messageOpener(tx, institutionId);
    return open(message);
  });

/** Notes that the viewer has opened a message; the first time counts. */
export const openMessage = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: messageId,
      allow: () => true,
      run: async ({ tx, viewer: reader, input: { id } }) => {
        const own = [id, reader.userId];
        if ((await tx.rows(received, own)).length === 0) throw notFound();
        const first = await tx.rows(opened, own);
        const marked = await tx.rows(noticed, own);
        const audit = { action: 'message.open', objectType: 'message', objectId: id };
        return { value: undefined, audit: first.length + marked.length > 0 ? audit : nothingChanged };
      },
    },
    viewer,
    raw,
  );
