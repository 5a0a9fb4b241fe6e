import { z } from 'zod';
import { statement } from '@/db/statement';
import { perform } from '@/lib/access/action';
import { may } from '@/lib/access/policy';
import type { Viewer } from '@/lib/access/viewer';
import { nothingChanged } from '@/lib/audit/untold';
import { daysAsWords } from '@/lib/days';
import { notFound } from '@/lib/errors';
import { fieldLabels } from '@/lib/field-labels';
import { text } from '../schema';
import { type ChosenKind, chosenKinds, retentionSchedule } from './schedule';
import { readTerm } from './terms';

/** Days before a shorter term counts: a hold can be placed meanwhile, and somebody else can look. */
export const graceDays = 7;

// Two administrators at once take turns, so that each is held against what the other has just said.
const takeTurn = statement(
  'records.term-turn',
  "SELECT pg_advisory_xact_lock(hashtextextended('syllabase:retention:' || $1::text, 0))",
);
const append = statement(
  'records.set-term',
  `INSERT INTO retention_terms (institution_id, kind, days, reason, set_by, setter_name, counts_from)
   VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(days => $7)) RETURNING id`,
);

const termInput = z
  .strictObject({
    kind: z.enum(chosenKinds, 'is not a kind that can be chosen'),
    /** Empty: as the product's schedule. */
    days: z.preprocess(
      (value) => (value === '' ? null : value),
      z.coerce.number('is not a number').int('whole days only').nullable(),
    ),
    reason: text(10, 2_000),
  })
  .superRefine(({ kind, days }, context) => {
    const [least, most] = retentionSchedule[kind].between;
    if (days !== null && (days < least || days > most))
      context.addIssue({
        code: 'custom',
        path: ['days'],
        message: `from ${daysAsWords(least)} to ${daysAsWords(most)}`,
      });
  })
  .register(fieldLabels, { kind: 'What', days: 'Days', reason: 'Reason' });

/**
 * Says for the administrator's institution how long a kind is kept, or leaves it to the product's schedule again. A longer
 * term counts at once, a shorter one after `graceDays`: what is deleted does not come back. Other institutions keep theirs.
 */
export const setTerm = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: termInput,
      allow: may.administer,
      run: async ({ tx, viewer: admin, input: { kind, days, reason } }) => {
        const { institutionId } = admin;
        if (institutionId === null) throw notFound();
        await tx.rows(takeTurn, [institutionId]);
        const { days: before, term, coming } = await readTerm(tx, institutionId, kind);
        if (days === ((coming ?? term)?.days ?? null)) return { value: undefined, audit: nothingChanged };
        const after = daysOf(kind, days);
        const wait = after < before ? graceDays : 0;
        const by = [admin.userId, admin.displayName];
        await tx.rows(append, [institutionId, kind, days, reason, ...by, wait]);
        const details = { days: after, before, own: days !== null, countsInDays: wait };
        const audit = { action: 'retention.set', objectType: 'retention schedule', objectId: kind, details };
        return { value: undefined, audit: { ...audit, justification: reason } };
      },
    },
    viewer,
    raw,
  );

const daysOf = (kind: ChosenKind, days: number | null): number => days ?? retentionSchedule[kind].keptFor;
