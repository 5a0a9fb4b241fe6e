import { statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { definitionOf, type EmailMode, kindsFor, type NotificationKind } from './kinds';
import { type QuietHours, usualQuietHours } from './quiet-hours';

export type KindPreference = { kind: NotificationKind; inApp: boolean; email: EmailMode };
export type Preferences = { kinds: KindPreference[]; quiet: QuietHours };

const chosen = statement(
  'notifications.preferences',
  'SELECT kind, in_app AS "inApp", email FROM notification_preferences WHERE user_id = $1',
);
const hours = statement(
  'notifications.quiet-hours',
  `SELECT from_minute AS "fromMinute", until_minute AS "untilMinute" FROM quiet_hours WHERE user_id = $1`,
);

/** What the viewer wants to be told, and how: every kind that concerns their role, as chosen or as usual. */
export const getPreferences = (viewer: Viewer): Promise<Preferences> =>
  asViewer(viewer, async (tx) => {
    const rows = await tx.rows<{ kind: string; inApp: boolean; email: EmailMode }>(chosen, [viewer.userId]);
    const [quiet] = await tx.rows<QuietHours>(hours, [viewer.userId]);
    const own = new Map(rows.map((row) => [row.kind, row]));
    const kinds = kindsFor(viewer.role).map((kind) => {
      const { inApp, email } = definitionOf(kind);
      const choice = own.get(kind);
      return {
        kind,
        inApp: inApp === 'ALWAYS' || (choice?.inApp ?? inApp),
        email: choice?.email ?? email,
      };
    });
    return { kinds, quiet: quiet ?? usualQuietHours };
  });
