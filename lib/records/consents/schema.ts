import { z } from 'zod';
import { fieldLabels } from '@/lib/field-labels';
import { type RecordScope, recordScopes, text } from '../schema';

/** Nothing is consented to for longer: years. */
export const longestConsent = 5;

const noneIfEmpty = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

export const consentInput = z
  .strictObject({
    /** Whose records; absent: the own ones. */
    studentId: noneIfEmpty(z.guid().toLowerCase()),
    records: z.enum(recordScopes),
    purpose: text(3, 100),
    partyName: text(2, 200),
    partyEmail: noneIfEmpty(z.email('is not an e-mail address').max(255).toLowerCase()),
    signature: text(2, 255),
    expiresOn: z.iso.date('is not a day'),
  })
  .register(fieldLabels, {
    studentId: 'Student',
    records: 'What they may see',
    purpose: 'For what',
    partyName: 'Who may see it',
    partyEmail: 'Their e-mail address, if they have an account here',
    signature: 'Your signature',
    expiresOn: 'Until',
  });

export const consentId = z
  .strictObject({ id: z.guid().toLowerCase() })
  .register(fieldLabels, { id: 'Consent' });

export type Consent = {
  id: string;
  studentId: string;
  records: RecordScope;
  purpose: string;
  partyName: string;
  partyEmail: string | null;
  signature: string;
  /** Days of the institution. */
  signedOn: string;
  expiresOn: string;
  revokedAt: string | null;
  /** Over, by today's date at the institution. */
  isOver: boolean;
  /** Whoever signed it holds the rights no more, because they passed or the guardianship ended: it opens nothing. */
  isSuperseded: boolean;
};

/** A record that a consent opens to the party that it names. */
export type ConsentedRecord = Pick<Consent, 'id' | 'studentId' | 'records' | 'purpose' | 'expiresOn'> & {
  name: string;
  institution: string | null;
};
