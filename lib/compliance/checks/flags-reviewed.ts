import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { counted } from '@/lib/format';
import { readLastLook } from '@/lib/oversight/last-look';
import type { Check, Finding } from '../check';

export type FlagsOpen = { flags: number; open: number; oldest: string | null };

const openFlags = statement(
  'compliance.open-flags',
  `SELECT count(*)::int AS flags, count(*) FILTER (WHERE r IS NULL)::int AS open, min(f.hour) FILTER (WHERE r IS NULL) AS oldest
   FROM audit_flags f LEFT JOIN LATERAL (
     SELECT 1 AS r FROM audit_flag_reviews v WHERE v.institution_id = f.institution_id AND v.flag_id = f.id LIMIT 1) x ON true
   WHERE f.institution_id = $1`,
);

/** Days in which somebody should have looked. */
const late = 7;

/** @param lastLook when the rules were last applied; null where they were not within the memory of the queue */
export function judgeOpenFlags(
  { flags, open, oldest }: FlagsOpen,
  now: string,
  lastLook: string | null = now,
): Finding {
  const days = oldest === null ? 0 : (Date.parse(now) - Date.parse(oldest)) / 86_400_000;
  const evidence = [
    { what: 'Flags so far', value: String(flags) },
    { what: 'Not looked at', value: String(open) },
    { what: 'Oldest of them', value: oldest ?? 'none' },
    { what: 'Last looked for', value: lastLook ?? 'not yet within a week' },
  ];
  if (days > late)
    return {
      state: 'warning',
      summary: `${counted(open, 'flag')} wait, the oldest for ${Math.floor(days)} days.`,
      evidence,
    };
  if (lastLook === null)
    return {
      state: 'unknown',
      summary: 'Nothing was looked for within a week: that comes every ten minutes.',
      evidence,
    };
  const summary = open === 0 ? 'Nothing waits to be looked into.' : `${counted(open, 'flag')} to look into.`;
  return { state: 'ok', summary, evidence };
}

export const flagsReviewed: Check = {
  id: 'flags-reviewed',
  title: 'What stands out is looked into',
  why: 'A rule that finds something helps only if somebody asks about it.',
  remedy: 'Open “To look into” beside the trail, ask the people, and sign what you found out.',
  run: async (tx: Transaction, now: string, institutionId: string) => {
    const [found] = await tx.rows<FlagsOpen>(openFlags, [institutionId]);
    if (!found) throw new Error('The flags could not be counted.');
    return judgeOpenFlags(found, now, await readLastLook(tx));
  },
};
