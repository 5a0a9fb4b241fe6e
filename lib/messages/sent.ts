import { z } from 'zod';
import { statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { requireClass } from '@/lib/classes/class-access';
import { cursorInstant, cursorInstantSql, decodeCursor, encodeCursor } from '@/lib/list-query';
import type { SentMessage, SentPage, WriteQuery } from './schema';
import { messageOpener, type Stored, storedTexts } from './stored-message';

type SentRow = Stored<SentMessage> & { key: string };

const pageKeys = z.tuple([cursorInstant, z.guid()]);

const pageSql = (after: string) =>
  `SELECT m.id, ${storedTexts}, m.sender_name AS "senderName", m.audience, m.recipients, m.created_at AS "createdAt",
     (SELECT count(read_at)::int FROM message_recipients r WHERE r.message_id = m.id) AS opened,
     ${cursorInstantSql('m.created_at')} AS key
   FROM messages m WHERE m.course_id = $1 ${after} ORDER BY m.created_at DESC, m.id DESC LIMIT $2::int`;
const firstPage = statement('messages.sent', pageSql(''));
const nextPage = statement(
  'messages.sent:next',
  pageSql('AND (m.created_at, m.id) < ($3::timestamptz, $4::uuid)'),
);

/** What was written to students of a class, newest first, and how many have opened it. Names nobody. */
export const getSentMessages = (
  viewer: Viewer,
  courseId: string,
  { limit, cursor }: Pick<WriteQuery, 'limit' | 'cursor'>,
): Promise<SentPage> =>
  asViewer(viewer, async (tx) => {
    const { institutionId } = await requireClass(tx, viewer, courseId);
    const after = cursor ? decodeCursor(pageKeys, cursor) : null;
    const rows = await tx.rows<SentRow>(after ? nextPage : firstPage, [
      courseId,
      limit + 1,
      ...(after ?? []),
    ]);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const open = await messageOpener(tx, institutionId);
    return {
      messages: shown.map(({ key: _key, ...message }) => open(message)),
      nextCursor: rows.length > limit && last ? encodeCursor([last.key, last.id]) : null,
    };
  });
