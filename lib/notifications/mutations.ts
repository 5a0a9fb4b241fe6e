import { statement } from '@/db/statement';
import { perform } from '@/lib/access/action';
import type { Viewer } from '@/lib/access/viewer';
import { nothingChanged } from '@/lib/audit/untold';
import { definitionOf, kindsFor } from './kinds';
import { preferencesInput, readInput } from './schema';

const read = statement(
  'notifications.read',
  'UPDATE notifications SET read_at = now() WHERE id = $1 AND user_id = $2 AND read_at IS NULL RETURNING kind',
);
const readAll = statement(
  'notifications.read-all',
  'UPDATE notifications SET read_at = now() WHERE user_id = $1 AND in_app AND read_at IS NULL RETURNING id',
);
const choose = statement(
  'notifications.choose',
  `INSERT INTO notification_preferences (user_id, kind, in_app, email)
   SELECT $1, kind, "inApp", email FROM jsonb_to_recordset($2::jsonb) AS p(kind text, "inApp" boolean, email email_mode_enum)
   ON CONFLICT (user_id, kind) DO UPDATE SET in_app = excluded.in_app, email = excluded.email, updated_at = now()`,
);
const keepQuiet = statement(
  'notifications.keep-quiet',
  `INSERT INTO quiet_hours (user_id, from_minute, until_minute) VALUES ($1, $2, $3)
   ON CONFLICT (user_id) DO UPDATE SET from_minute = excluded.from_minute, until_minute = excluded.until_minute,
     updated_at = now()`,
);

const anybody = () => true;

/**
 * Marks one of the viewer's notifications as read; one of somebody else's is as if it did not exist. Returns how many were
 * not yet.
 */
export const markRead = (viewer: Viewer | null, raw: unknown): Promise<number> =>
  perform(
    {
      input: readInput,
      allow: anybody,
      run: async ({ tx, viewer: reader, input: { id } }) => {
        const [marked] = await tx.rows<{ kind: string }>(read, [id, reader.userId]);
        if (!marked) return { value: 0, audit: nothingChanged };
        const details = { kind: marked.kind };
        const audit = { action: 'notifications.read', objectType: 'notification', objectId: id, details };
        return { value: 1, audit };
      },
    },
    viewer,
    raw,
  );

/** Marks everything as read that the viewer was told so far: one event, however many. Returns how many were not yet. */
export const markAllRead = (viewer: Viewer | null): Promise<number> =>
  perform(
    {
      input: readInput.pick({}),
      allow: anybody,
      run: async ({ tx, viewer: reader }) => {
        const marked = (await tx.rows(readAll, [reader.userId])).length;
        const audit = { action: 'notifications.read-all', objectType: 'notification', details: { marked } };
        return { value: marked, audit: marked > 0 ? audit : nothingChanged };
      },
    },
    viewer,
    {},
  );

/** Keeps what the viewer wants to be told and how; kinds that do not concern their role are left out. */
export const savePreferences = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: preferencesInput,
      allow: anybody,
      run: async ({ tx, viewer: person, input: { kinds, quiet } }) => {
        const own = kindsFor(person.role);
        const chosen = kinds
          .filter(({ kind }) => own.includes(kind))
          .map((choice) => ({
            ...choice,
            inApp: choice.inApp || definitionOf(choice.kind).inApp === 'ALWAYS',
          }));
        await tx.rows(choose, [person.userId, JSON.stringify(chosen)]);
        await tx.rows(keepQuiet, [person.userId, quiet.from, quiet.until]);
        const modes = Object.fromEntries(chosen.map(({ kind, email }) => [kind, email]));
        return {
          value: undefined,
          audit: {
            action: 'notifications.choose',
            objectType: 'user',
            objectId: person.userId,
            details: modes,
          },
        };
      },
    },
    viewer,
    raw,
  );
