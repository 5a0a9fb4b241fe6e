import type { Transaction } from '@/db/client';
import { academicContent, financialAid, parentContact, ssn } from '@/db/sealed-columns';
import { statement } from '@/db/statement';
import { lookupOf } from '@/lib/keys/lookup';
import { sealer } from '@/lib/keys/sealed-column';
import { isoDay, localDay } from './calendar';
import { seeded, uuid } from './random';

const addDetails = statement(
  'demo.details',
  `INSERT INTO student_details (student_id, institution_id, ssn_sealed, ssn_lookup, parent_contact_sealed, financial_aid_sealed,
     changed_by) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
);
const addEntry = statement(
  'demo.academic-entry',
  `INSERT INTO academic_entries (id, student_id, institution_id, kind, happened_on, content_sealed, author_name)
   VALUES ($1, $2, $3, $4, $5, $6, $7)`,
);

/** A number that was never given to anybody: no area begins with 000. */
const details = {
  ssn: '000-12-3456',
  parentContact: 'Grace Winter (mother), +1 555 0100, evenings',
  financialAid: 'Need-based grant of 4,200 a year, reviewed each May. No loan.',
};
const entries = [
  {
    kind: 'TRANSCRIPT',
    daysAgo: 210,
    content: 'Transfer from evening college: 12 credits accepted, mean grade 1.9.',
  },
  { kind: 'GRADE', daysAgo: 33, content: 'WRIT 101: A-. Clear arguments; sources could be more recent.' },
];

type Kept = { studentId: string; institutionId: string; authorName: string };

/** Writes what the demo student's institution keeps in confidence. */
export async function writeConfidential(tx: Transaction, kept: Kept, now: Date): Promise<void> {
  const { studentId, institutionId, authorName } = kept;
  const sealSsn = await sealer(tx, null, ssn, institutionId);
  const sealContact = await sealer(tx, null, parentContact, institutionId);
  const sealAid = await sealer(tx, null, financialAid, institutionId);
  await tx.rows(addDetails, [
    studentId,
    institutionId,
    sealSsn(studentId, details.ssn),
    await lookupOf(tx, null, ssn, institutionId, details.ssn),
    sealContact(studentId, details.parentContact),
    sealAid(studentId, details.financialAid),
    authorName,
  ]);
  const sealEntry = await sealer(tx, null, academicContent, institutionId);
  const ids = seeded('confidential');
  for (const { kind, daysAgo, content } of entries) {
    const id = uuid(ids);
    const day = isoDay(localDay(now, 'UTC') - daysAgo);
    const sealed = sealEntry([id, studentId], content);
    await tx.rows(addEntry, [id, studentId, institutionId, kind, day, sealed, authorName]);
  }
}
