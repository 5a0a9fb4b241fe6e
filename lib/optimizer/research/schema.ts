import { z } from 'zod';
import { todayIn } from '@/lib/days';
import { atLeast, fieldLabels } from '@/lib/field-labels';
import { FeedFault } from './feed-fault';
import { requireFeedAddress } from './public-address';

const line = (least: number, most: number) =>
  z
    .string('is missing')
    .trim()
    .min(least, atLeast(least))
    .max(most, `at most ${most} characters`)
    .refine((value) => !value.includes('\0'), 'holds a character that cannot be kept');

/** A number that the database gave out. */
const number = z.coerce.number('is not a number').int().positive().max(Number.MAX_SAFE_INTEGER);

/** As `URL` writes it, so that the same address is the same feed. */
const feedAddress = line(12, 500).transform((text, context) => {
  try {
    return requireFeedAddress(text).href;
  } catch (error) {
    const message = error instanceof FeedFault ? error.message : 'is not an address';
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  }
});

export const feedInput = z
  .strictObject({ url: feedAddress, title: line(3, 200) })
  .register(fieldLabels, { url: 'Address', title: 'Title' });

export const switchInput = z
  .strictObject({ feedId: z.uuid('is not a feed'), enabled: z.stringbool() })
  .register(fieldLabels, { feedId: 'Feed', enabled: 'Button' });

export const noteInput = z
  .strictObject({
    source: line(3, 500),
    foundOn: z.iso
      .date('write a day')
      .refine((day) => day >= '1970-01-01' && day <= todayIn('Pacific/Kiritimati'), 'write a day that was'),
    finding: line(10, 2_000),
    applicability: line(10, 2_000),
  })
  .register(fieldLabels, {
    source: 'Source',
    foundOn: 'Found on',
    finding: 'Finding',
    applicability: 'Does it apply here?',
  });

/** What a proposal rests on: `entry 12` or `note 3`. */
const rest = z
  .string('is missing')
  .regex(/^(entry|note) [1-9]\d{0,14}$/, 'is not an entry or note')
  .transform((text) => {
    const [kind, id] = text.split(' ');
    return { kind: kind === 'note' ? ('note' as const) : ('entry' as const), id: Number(id) };
  });

export const linkInput = z
  .strictObject({ proposalId: number, rest })
  .register(fieldLabels, { proposalId: 'Number of the proposal', rest: 'Research' });

export const unlinkInput = z.strictObject({ linkId: number }).register(fieldLabels, { linkId: 'Link' });

export const researchQuery = z.strictObject({
  /** Entries before this one. */
  before: number.optional(),
});
