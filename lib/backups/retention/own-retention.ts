import { z } from 'zod';
import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { perform } from '@/lib/access/action';
import { may } from '@/lib/access/policy';
import type { Viewer } from '@/lib/access/viewer';
import { notFound } from '@/lib/errors';
import { longestOf } from '../prune/policy';
import { daysOf, type OwnRetention, retentionInput } from './schema';

const own = statement(
  'backups.own-retention',
  `SELECT label, every_days AS "everyDays", any_moment_days AS "anyMomentDays", monthly_days / 365 AS years,
     setter_name AS "setterName", set_at AS "setAt"
   FROM backup_retentions WHERE institution_id = (SELECT app_institution_id())`,
);
const set = statement(
  'backups.set-retention',
  `INSERT INTO backup_retentions (institution_id, label, every_days, any_moment_days, monthly_days, set_by, setter_name)
   VALUES ($1, $2, $3, $4, $5, $6, $7)
   ON CONFLICT (institution_id) DO UPDATE SET label = excluded.label, every_days = excluded.every_days,
     any_moment_days = excluded.any_moment_days, monthly_days = excluded.monthly_days, set_by = excluded.set_by,
     setter_name = excluded.setter_name, set_at = now()`,
);
const clear = statement(
  'backups.clear-retention',
  'DELETE FROM backup_retentions WHERE institution_id = $1 RETURNING institution_id AS id',
);

/** What the own institution asks for. Row security shows it to its administrators. */
export async function readOwnRetention(tx: Transaction): Promise<OwnRetention | null> {
  const [found = null] = await tx.rows<OwnRetention>(own);
  return found;
}

const institutionOf = ({ institutionId }: Viewer): string => {
  if (institutionId === null) throw notFound();
  return institutionId;
};

/** For the trail; null where nothing was asked for. */
const inWords = (asked: OwnRetention | null): string | null =>
  asked && `${asked.label}: ${longestOf(daysOf(asked)).label}`;

/** How long the own institution wants backups kept. They are kept for at least as long as the installation keeps them. */
export const setRetention = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: retentionInput,
      allow: may.administer,
      run: async ({ tx, viewer: administrator, input }) => {
        const institutionId = institutionOf(administrator);
        const before = await readOwnRetention(tx);
        const days = daysOf(input);
        const { everyDays, anyMomentDays, monthlyDays } = days;
        const by = [administrator.userId, administrator.displayName];
        await tx.rows(set, [institutionId, input.label, everyDays, anyMomentDays, monthlyDays, ...by]);
        const details = { label: input.label, ...days, before: inWords(before) };
        return { value: undefined, audit: { ...event('backup.retention.set', institutionId), details } };
      },
    },
    viewer,
    raw,
  );

/** Leaves it to the installation again. */
export const clearRetention = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: z.strictObject({}),
      allow: may.administer,
      run: async ({ tx, viewer: administrator }) => {
        const institutionId = institutionOf(administrator);
        const before = await readOwnRetention(tx);
        const [cleared] = await tx.rows<{ id: string }>(clear, [institutionId]);
        if (!cleared) throw notFound();
        const details = { before: inWords(before) };
        return { value: undefined, audit: { ...event('backup.retention.clear', institutionId), details } };
      },
    },
    viewer,
    raw,
  );

const event = (action: string, objectId: string) => ({ action, objectType: 'backup retention', objectId });
