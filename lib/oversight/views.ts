import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';

/** `search` is the query string that shows it, empty for the whole trail. */
export type SavedView = { id: string; name: string; search: string };

const ownViews = statement(
  'audit.views',
  'SELECT id, name, search FROM audit_views WHERE user_id = $1 ORDER BY name',
);

/** A person's views of the trail, by name. */
export const readViews = (tx: Transaction, userId: string): Promise<SavedView[]> =>
  tx.rows<SavedView>(ownViews, [userId]);
