import { z } from 'zod';
import { fieldLabels } from '@/lib/field-labels';
import { isRecordLevel, text } from '../schema';

export const disclosureInput = z
  .strictObject({
    studentId: z.guid().toLowerCase(),
    /** The institution's day; none: today. */
    disclosedOn: z.preprocess(
      (value) => (value === '' ? undefined : value),
      z.iso.date('is not a day').optional(),
    ),
    party: text(2, 500),
    interest: text(5, 1_000),
    // One of the gate's own words would make the entry the gate's.
    records: text(3, 500).refine(
      (words) => !isRecordLevel(words.toLowerCase()),
      'needs more words: what of the record',
    ),
    furtherRecipients: z.preprocess((value) => (value === '' ? undefined : value), text(2, 500).optional()),
  })
  .register(fieldLabels, {
    studentId: 'Student',
    disclosedOn: 'Given on',
    party: 'Given to',
    interest: 'Their legitimate interest',
    records: 'What was given',
    furtherRecipients: 'To whom they may pass it on',
  });

export const retractionInput = z
  .strictObject({ id: z.guid().toLowerCase(), retraction: text(5, 500) })
  .register(fieldLabels, { id: 'Entry', retraction: 'Why it is a mistake' });

/** The law that asks for this record came in that year: nobody enters what was given before. */
export const oldestDisclosure = '1974-01-01';

/** One entry of the record of disclosures (34 CFR 99.32). */
export type DisclosureEntry = {
  id: string;
  /** The institution's day. */
  disclosedOn: string;
  party: string;
  interest: string;
  records: string;
  furtherRecipients: string | null;
  recorderName: string;
  /** What a second person found of an emergency that somebody stated; null: it was none. */
  review: 'WAITING' | 'JUSTIFIED' | 'UNJUSTIFIED' | null;
  /** Why somebody found it to be a mistake, and who; null: it stands. */
  retraction: string | null;
  retractorName: string | null;
  /** Whether a person entered it, who may have been mistaken; what the product gave out was given. */
  isByHand: boolean;
};
