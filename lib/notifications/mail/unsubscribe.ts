import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import type { Role } from '@/lib/access/viewer';
import { appendAudit } from '@/lib/audit/append';
import { Refusal } from '@/lib/errors';
import { definitionOf, type EmailMode, kindsFor } from '../kinds';
import { readUnsubscribeToken, type UnsubscribeScope } from './unsubscribe-token';

const choices = statement(
  'notifications.choices',
  `SELECT u.institution_id AS "institutionId", u.role, p.kind, p.in_app AS "inApp", p.email
   FROM users u LEFT JOIN notification_preferences p ON p.user_id = u.id WHERE u.id = $1 AND u.deleted_at IS NULL`,
);
const stop = statement(
  'notifications.stop',
  `INSERT INTO notification_preferences (user_id, kind, in_app, email)
   SELECT $1, kind, "inApp", 'NEVER' FROM jsonb_to_recordset($2::jsonb) AS k(kind text, "inApp" boolean)
   ON CONFLICT (user_id, kind) DO UPDATE SET email = 'NEVER', updated_at = now()
   WHERE notification_preferences.email <> 'NEVER' RETURNING kind`,
);

type Choice = {
  institutionId: string | null;
  role: Role;
  kind: string | null;
  inApp: boolean | null;
  email: EmailMode | null;
};

/** What a link stops, without stopping it. Refuses a token that is not ours. */
export function readLink(token: string | null): UnsubscribeScope {
  return requireToken(token).scope;
}

/**
 * Stops the e-mails that a link stands for; what waits to be sent is left out as well. Without a session, since
 * the token names the person. Repeating it is harmless. Refuses a token that is not ours.
 */
export async function unsubscribe(token: string | null): Promise<UnsubscribeScope> {
  const { userId, scope } = requireToken(token);
  await asSystem(async (tx) => {
    const rows = await tx.rows<Choice>(choices, [userId]);
    const [person] = rows;
    if (!person) return;
    const kinds = kindsToStop(scope, person.role, rows);
    const stopped = await tx.rows<{ kind: string }>(stop, [userId, JSON.stringify(kinds)]);
    if (stopped.length === 0) return;
    await appendAudit(tx, null, {
      action: 'notifications.unsubscribe',
      objectType: 'user',
      objectId: userId,
      ...(person.institutionId && { institutionId: person.institutionId }),
      details: { stopped: stopped.map(({ kind }) => kind).join(', ') },
    });
  });
  return scope;
}

/** One kind, or all that come in one sort of e-mail as the person has chosen now. */
function kindsToStop(
  scope: UnsubscribeScope,
  role: Role,
  rows: Choice[],
): { kind: string; inApp: boolean }[] {
  return kindsFor(role)
    .map((kind) => {
      const own = rows.find((row) => row.kind === kind);
      const usual = definitionOf(kind);
      return { kind, inApp: own?.inApp ?? usual.inApp !== false, email: own?.email ?? usual.email };
    })
    .filter(({ kind, email }) => kind === scope || email === scope)
    .map(({ kind, inApp }) => ({ kind, inApp }));
}

function requireToken(token: string | null) {
  const found = token === null ? null : readUnsubscribeToken(token);
  if (!found) throw new Refusal('invalid', 'This link is not complete. Copy it again from the e-mail.');
  return found;
}
