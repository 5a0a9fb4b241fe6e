import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { perform } from '@/lib/access/action';
import { everStudent } from '@/lib/access/ever-student';
import { may } from '@/lib/access/policy';
import { requireOthersRecord } from '@/lib/access/require-others-record';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { nameRedactor } from '@/lib/confidential/other-students';
import { notFound, Refusal } from '@/lib/errors';
import { type DisclosureEntry, disclosureInput, oldestDisclosure, retractionInput } from './schema';

/** SQL for whether somebody entered it: the gate writes down a level, in one word of its own. */
const byHand = (alias: string) => `${alias}.records <> ALL (enum_range(NULL::record_level_enum)::text[])`;

const add = statement(
  'records.add-disclosure',
  `INSERT INTO disclosures (student_id, institution_id, disclosed_on, party, interest, records, further_recipients,
     recorded_by, recorder_name)
   SELECT $1, i.id, coalesce($8::date, (now() AT TIME ZONE i.time_zone)::date), $2, $3, $4, $5, $6, $7
   FROM institutions i WHERE i.id = institution_of($1) RETURNING id`,
);
const ofStudent = statement(
  'records.disclosure-record',
  `SELECT d.id, d.disclosed_on AS "disclosedOn", d.party, d.interest, d.records, d.further_recipients AS "furtherRecipients",
     d.recorder_name AS "recorderName", CASE WHEN e.id IS NULL THEN NULL WHEN e.reviewed_at IS NULL THEN 'WAITING'
       WHEN e.justified THEN 'JUSTIFIED' ELSE 'UNJUSTIFIED' END AS review,
     d.retraction, d.retractor_name AS "retractorName", ${byHand('d')} AS "isByHand"
   FROM disclosures d LEFT JOIN emergency_accesses e ON e.student_id = d.student_id AND e.accessor_id = d.recorded_by
     AND e.opened_at = d.recorded_at
   WHERE d.student_id = $1 ORDER BY d.disclosed_on DESC, d.recorded_at DESC, d.id`,
);
const retract = statement(
  'records.retract-disclosure',
  `UPDATE disclosures d SET retracted_at = now(), retracted_by = $2, retractor_name = $3, retraction = $4
   WHERE d.id = $1 AND d.retracted_at IS NULL AND ${byHand('d')}
   RETURNING d.student_id AS "studentId", d.party, d.disclosed_on AS "disclosedOn"`,
);
const ownStudent = statement(
  'records.disclosure-student',
  `SELECT (now() AT TIME ZONE i.time_zone)::date AS today FROM users u JOIN institutions i ON i.id = u.institution_id
   WHERE u.id = $1 AND u.institution_id = $2 AND ${everStudent('u')}`,
);

export type NewDisclosure = Pick<DisclosureEntry, 'party' | 'interest' | 'records' | 'furtherRecipients'> & {
  studentId: string;
  /** The institution's day; none: today. */
  disclosedOn?: string;
};

/** Adds to the record of disclosures, in the caller's transaction: what is given out and not recorded is not given out. */
export async function addDisclosure(tx: Transaction, viewer: Viewer, made: NewDisclosure): Promise<string> {
  const { studentId, party, interest, records, furtherRecipients, disclosedOn } = made;
  const what = [studentId, party, interest, records, furtherRecipients];
  const by = [viewer.userId, viewer.displayName];
  const [row] = await tx.rows<{ id: string }>(add, [...what, ...by, disclosedOn ?? null]);
  if (!row) throw notFound();
  return row.id;
}

/** The record of a student's disclosures, newest first; the caller has decided who may see it, and row security does. */
export const readDisclosureRecord = (tx: Transaction, studentId: string): Promise<DisclosureEntry[]> =>
  tx.rows<DisclosureEntry>(ofStudent, [studentId]);

/** How an entry begins that the gate makes of what it gives out by consent. */
export const consentFor = 'Consent for: ';

/** What the gate has given out by consent, for the purpose that is signed in it: no word of it is staff's. */
const isByConsent = ({ isByHand, interest }: DisclosureEntry) => !isByHand && interest.startsWith(consentFor);

/**
 * The same for whoever is no staff: why and to whom something was given may name other students, who stay out of it. What a consent says
 * stands as it was signed: of many names that somebody tries, those that were taken out would tell who studies here. Of an entry
 * that was a mistake they see that and why, and nothing of what it said: it may be about somebody else.
 */
export async function readRedactedDisclosures(
  tx: Transaction,
  studentId: string,
): Promise<DisclosureEntry[]> {
  const entries = (await readDisclosureRecord(tx, studentId)).map(withoutMistake);
  const texts = entries
    .filter((entry) => !isByConsent(entry))
    .flatMap(({ party, interest, records, furtherRecipients, retraction }) =>
      [party, interest, records, furtherRecipients, retraction].filter((words) => words !== null),
    );
  const redact = await nameRedactor(tx, studentId, texts);
  const redactSome = (words: string | null) => (words === null ? null : redact(words));
  return entries.map((entry) => ({
    ...entry,
    // Who looked by a consent is a fact of the gate's, and to be told (34 CFR 99.32(a)(3)); what staff wrote may name others.
    ...(!isByConsent(entry) && {
      party: redact(entry.party),
      interest: redact(entry.interest),
      records: redact(entry.records),
    }),
    furtherRecipients: redactSome(entry.furtherRecipients),
    retraction: redactSome(entry.retraction),
  }));
}

const withoutMistake = (entry: DisclosureEntry): DisclosureEntry =>
  entry.retraction === null
    ? entry
    : { ...entry, party: '', interest: '', records: '', furtherRecipients: null };

/** To whom the viewer's own record was given. */
export const getOwnDisclosureRecord = (viewer: Viewer): Promise<DisclosureEntry[]> =>
  asViewer(viewer, (tx) => readRedactedDisclosures(tx, viewer.userId));

/** Records what the institution gave to somebody outside it, on paper or otherwise. */
export const recordDisclosure = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: disclosureInput,
      allow: may.administer,
      run: async ({ tx, viewer: admin, input: { furtherRecipients = null, ...made } }) => {
        requireOthersRecord(admin, made.studentId);
        const [known] = await tx.rows<{ today: string }>(ownStudent, [made.studentId, admin.institutionId]);
        if (!known) throw notFound();
        requireDay(made.disclosedOn ?? known.today, known.today);
        const audit = {
          action: 'disclosure.record',
          objectType: 'disclosure',
          objectId: await addDisclosure(tx, admin, { ...made, furtherRecipients }),
          studentId: made.studentId,
          purpose: made.interest.slice(0, 100),
          details: { party: made.party, disclosedOn: made.disclosedOn ?? known.today },
        };
        return { value: undefined, audit };
      },
    },
    viewer,
    raw,
  );

/**
 * Says of an entry that somebody made that it is a mistake, such as one in the record of another student. It stays where it is,
 * struck out, for staff.
 *
 * @throws Refusal where there is no such entry, it was found a mistake already, or the product itself gave the record out
 */
export const retractDisclosure = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: retractionInput,
      action: 'disclosure.retract',
      allow: may.administer,
      run: async ({ tx, viewer: admin, input: { id, retraction } }) => {
        type Retracted = { studentId: string; party: string; disclosedOn: string };
        const [found] = await tx.rows<Retracted>(retract, [id, admin.userId, admin.displayName, retraction]);
        if (!found) throw notFound();
        requireOthersRecord(admin, found.studentId);
        const { studentId, ...details } = found;
        const entry = { objectType: 'disclosure', objectId: id, studentId };
        return {
          value: undefined,
          audit: { action: 'disclosure.retract', ...entry, justification: retraction, details },
        };
      },
    },
    viewer,
    raw,
  );

function requireDay(disclosedOn: string, today: string): void {
  if (disclosedOn <= today && disclosedOn >= oldestDisclosure) return;
  const sentence = 'Choose the day on which it was given: today, or an earlier one since 1974.';
  throw new Refusal('invalid', sentence, { disclosedOn: sentence });
}
