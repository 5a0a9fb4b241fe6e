import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { counted } from '@/lib/format';
import type { Check, Finding } from '../check';

export type EmergenciesOpen = {
  emergencies: number;
  waiting: number;
  /** When the first of those was opened; null: none waits. */
  oldest: string | null;
  /** Those of them that were opened by the only administrator who could review. */
  nobodysToReview: number;
  /** Found not justified within the last 30 days. */
  unjustified: number;
};

const openEmergencies = statement(
  'compliance.open-emergencies',
  `SELECT count(*)::int AS emergencies, count(*) FILTER (WHERE e.reviewed_at IS NULL)::int AS waiting,
     min(e.opened_at) FILTER (WHERE e.reviewed_at IS NULL) AS oldest,
     count(*) FILTER (WHERE e.reviewed_at IS NULL AND NOT EXISTS (
       SELECT FROM users u WHERE u.institution_id = $1 AND u.role = 'ADMIN' AND u.id <> e.accessor_id AND u.disabled_at IS NULL
         AND u.deleted_at IS NULL))::int AS "nobodysToReview",
     count(*) FILTER (WHERE NOT e.justified AND e.reviewed_at >= now() - interval '30 days')::int AS unjustified
   FROM emergency_accesses e WHERE e.institution_id = $1`,
);

/** Days in which somebody should have reviewed it, and so many that nobody sees to them one by one. */
const late = 7;
const many = 50;

export function judgeEmergencies(
  { emergencies, waiting, oldest, nobodysToReview, unjustified }: EmergenciesOpen,
  now: string,
): Finding {
  const days = oldest === null ? 0 : Math.floor((Date.parse(now) - Date.parse(oldest)) / 86_400_000);
  const evidence = [
    { what: 'Records opened in emergencies', value: String(emergencies) },
    { what: 'Not reviewed', value: String(waiting) },
    { what: 'Oldest of them', value: oldest ?? 'none' },
    { what: 'Of them, with nobody else who could', value: String(nobodysToReview) },
    { what: 'Found not justified in the last 30 days', value: String(unjustified) },
  ];
  if (days >= late)
    return {
      state: 'warning',
      summary: `${counted(waiting, 'emergency waits', 'emergencies wait')} for a review, the oldest for ${days} days.`,
      evidence,
    };
  if (waiting >= many)
    return {
      state: 'warning',
      summary: `${waiting} emergencies wait for a review: so many are hardly emergencies.`,
      evidence,
    };
  if (nobodysToReview > 0)
    return {
      state: 'warning',
      summary:
        'Whoever opened a record in an emergency is the only administrator: nobody else can review it.',
      evidence,
    };
  if (unjustified > 0)
    return {
      state: 'warning',
      summary: `${counted(unjustified, 'record was', 'records were')} opened in an emergency that a second person found not justified.`,
      evidence,
    };
  const summary = waiting === 0 ? 'None waits for a review.' : `${waiting} to review.`;
  return { state: 'ok', summary, evidence };
}

export const emergenciesReviewed: Check = {
  id: 'emergencies-reviewed',
  title: 'Emergencies are reviewed',
  why: 'A record that was opened in an emergency was opened on one person’s word (34 CFR 99.36).',
  remedy:
    'Where one waits, let another administrator read the threat, ask, and sign the review under Records, Emergencies. Where one was found not justified, talk to whoever opened the record: the warning stands for 30 days.',
  run: async (tx: Transaction, now: string, institutionId: string) => {
    const [found] = await tx.rows<EmergenciesOpen>(openEmergencies, [institutionId]);
    if (!found) throw new Error('The emergencies could not be counted.');
    return judgeEmergencies(found, now);
  },
};
