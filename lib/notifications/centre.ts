import { z } from 'zod';
import { statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { cursorInstant, cursorInstantSql, decodeCursor, encodeCursor } from '@/lib/list-query';
import { kindNames } from './kinds';
import { type Told, titleMessages } from './message-titles';
import { mostCounted } from './most-counted';
import type { CentrePage, CentreQuery, Notification } from './schema';

const pageKeys = z.tuple([cursorInstant, z.guid()]);

/** The statement behind one page of what a person was told. */
export function centreStatement(userId: string, query: CentreQuery) {
  const values: unknown[] = [userId, kindNames, query.limit + 1];
  const where = ['n.user_id = $1 AND n.in_app AND n.kind = ANY ($2::text[])'];
  const names: string[] = [];
  if (query.show === 'unread') {
    where.push('n.read_at IS NULL');
    names.push('unread');
  }
  if (query.cursor) {
    const [at, id] = decodeCursor(pageKeys, query.cursor);
    where.push(`(n.created_at, n.id) < ($${values.push(at)}::timestamptz, $${values.push(id)}::uuid)`);
    names.push('next');
  }
  const text = `SELECT n.id, n.kind, n.title, n.body, n.href, c.title AS "courseTitle", n.created_at AS "createdAt",
      n.read_at AS "readAt", n.subject_key AS "subjectKey", ${cursorInstantSql('n.created_at')} AS key
    FROM notifications n LEFT JOIN courses c ON c.id = n.course_id
    WHERE ${where.join(' AND ')} ORDER BY n.created_at DESC, n.id DESC LIMIT $3::int`;
  return { page: statement(`notifications.centre:${names.join('+')}`, text), values };
}

const unread = statement(
  'notifications.unread',
  `SELECT count(*)::int AS unread FROM (
     SELECT 1 FROM notifications WHERE user_id = $1 AND in_app AND read_at IS NULL LIMIT $2) n`,
);

/** What the viewer was told, newest first, by keyset pages. */
export async function getNotifications(viewer: Viewer, query: CentreQuery): Promise<CentrePage> {
  const { page, values } = centreStatement(viewer.userId, query);
  return asViewer(viewer, async (tx) => {
    const rows = await tx.rows<Notification & Told & { key: string }>(page, values);
    const shown = rows.slice(0, query.limit);
    const last = shown.at(-1);
    return {
      notifications: await titleMessages(
        tx,
        shown.map(({ key: _key, ...notification }) => notification),
      ),
      nextCursor: rows.length > query.limit && last ? encodeCursor([last.key, last.id]) : null,
    };
  });
}

/** How much of it the viewer has not read, counted up to `mostCounted`. */
export async function getUnreadCount(viewer: Viewer): Promise<number> {
  const [row] = await asViewer(viewer, (tx) =>
    tx.rows<{ unread: number }>(unread, [viewer.userId, mostCounted]),
  );
  return row?.unread ?? 0;
}
