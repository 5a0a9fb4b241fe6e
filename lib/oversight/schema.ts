import { z } from 'zod';
import { auditFilter } from '@/lib/audit/query';
import { atLeast, fieldLabels } from '@/lib/field-labels';
import { verdicts } from './verdicts';

const line = (least: number, most: number) =>
  z
    .string()
    .trim()
    .min(least, atLeast(least))
    .max(most, `at most ${most} characters`)
    .refine((value) => !value.includes('\0'), 'holds a character that cannot be kept');

/** What somebody makes of a flag; the note says what was found out, and how. */
export const flagReview = z
  .strictObject({
    flagId: z.coerce.number().int().positive(),
    verdict: z.enum(verdicts),
    note: line(10, 2_000),
  })
  .register(fieldLabels, { flagId: 'Flag', verdict: 'What it was', note: 'What you found out' });

/** A view of the trail under a name: filters alone, so that it opens on its first page. */
export const savedView = z
  .strictObject({ name: line(1, 80), filter: auditFilter })
  .register(fieldLabels, { name: 'Save these filters as', filter: 'View' });

export const removedView = z
  .strictObject({ id: z.guid().toLowerCase() })
  .register(fieldLabels, { id: 'View' });
