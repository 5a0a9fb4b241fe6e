import { statement } from '@/db/statement';
import { perform } from '@/lib/access/action';
import { may } from '@/lib/access/policy';
import type { Viewer } from '@/lib/access/viewer';
import { notFound, Refusal } from '@/lib/errors';
import { checks } from '../checks/all';
import { liftInput, muteInput } from './schema';

const insert = statement(
  'performance.mute',
  `INSERT INTO performance_mutes (institution_id, check_name, object, reason, muted_by, muter_name, expires_at)
   VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(days => $7::int)) RETURNING id`,
);

/** Hides what a check finds, of one object or of all, until a day; for the administrator's institution. The trail keeps why. */
export const muteFinding = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: muteInput,
      allow: may.administer,
      run: async ({ tx, viewer: administrator, input }) => {
        const { check, object, reason, days } = input;
        const { institutionId, userId, displayName } = administrator;
        if (institutionId === null || !checks.some(({ name }) => name === check)) throw notFound();
        const values = [institutionId, check, object, reason, userId, displayName, days];
        const [made] = await tx.rows<{ id: string }>(insert, values);
        return {
          value: undefined,
          audit: {
            action: 'performance.mute',
            objectType: 'check',
            objectId: made?.id,
            justification: reason,
            details: { check, object, days },
          },
        };
      },
    },
    viewer,
    raw,
  );

const lift = statement(
  'performance.lift-mute',
  `UPDATE performance_mutes SET lifted_at = now(), lifted_by = $2 WHERE id = $1 AND lifted_at IS NULL AND expires_at > now()
   RETURNING check_name AS "check", object`,
);

/** Shows again what was muted, before its time is over. */
export const liftMute = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: liftInput,
      allow: may.administer,
      run: async ({ tx, viewer: administrator, input }) => {
        const [lifted] = await tx.rows<{ check: string; object: string }>(lift, [
          input.id,
          administrator.userId,
        ]);
        if (!lifted) throw new Refusal('conflict', 'This is not muted any more. Reload the page.');
        return {
          value: undefined,
          audit: {
            action: 'performance.unmute',
            objectType: 'check',
            objectId: input.id,
            details: { ...lifted },
          },
        };
      },
    },
    viewer,
    raw,
  );
