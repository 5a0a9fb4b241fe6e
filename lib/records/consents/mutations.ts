import { statement } from '@/db/statement';
import { perform } from '@/lib/access/action';
import type { Viewer } from '@/lib/access/viewer';
import { notFound, Refusal } from '@/lib/errors';
import { readRelation } from '../relation';
import { requireHolder } from '../require-holder';
import { isNameOf, signWith } from '../signature';
import { consentId, consentInput, longestConsent } from './schema';

const insert = statement(
  'records.give-consent',
  `INSERT INTO consents (student_id, institution_id, given_by, records, purpose, party_name, party_email, signature,
     signed_on, expires_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id`,
);
const revoke = statement(
  'records.revoke-consent',
  `UPDATE consents SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL
     AND (student_id = $2 OR given_by = $2 OR is_guardian_of(student_id))
   RETURNING student_id AS "studentId", party_name AS party, records`,
);

const revokedBefore = statement(
  'records.revoked-consent',
  `SELECT 1 FROM consents WHERE id = $1 AND revoked_at IS NOT NULL
     AND (student_id = $2 OR given_by = $2 OR is_guardian_of(student_id))`,
);

/** Signs a consent to a disclosure of the own record, or of a child's by the guardian who holds the rights. Returns its id. */
export const giveConsent = (viewer: Viewer | null, raw: unknown): Promise<string> =>
  perform(
    {
      input: consentInput,
      allow: ({ institutionId }) => institutionId !== null,
      run: async ({ tx, viewer: signer, input }) => {
        const studentId = input.studentId ?? signer.userId;
        const relation = await readRelation(tx, signer, studentId);
        requireHolder(relation, studentId);
        requireSound(signer, input, relation.today);
        const { records, purpose, partyName, partyEmail = null, signature, expiresOn } = input;
        const [made] = await tx.rows<{ id: string }>(insert, [
          ...[studentId, signer.institutionId, signer.userId],
          ...[records, purpose, partyName, partyEmail],
          ...[signature, relation.today, expiresOn],
        ]);
        const details = { records, party: partyName, expiresOn };
        return {
          value: made?.id ?? '',
          audit: { ...event('consent.give', made?.id, studentId), purpose, details },
        };
      },
    },
    viewer,
    raw,
  );

/** Takes a consent back, one's own or one in which one holds the rights now; it opens nothing from this moment on. */
export const revokeConsent = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: consentId,
      action: 'consent.revoke',
      allow: () => true,
      run: async ({ tx, viewer: signer, input: { id } }) => {
        type Revoked = { studentId: string; party: string; records: string };
        const [revoked] = await tx.rows<Revoked>(revoke, [id, signer.userId]);
        if (!revoked) {
          const gone = await tx.rows(revokedBefore, [id, signer.userId]);
          throw gone.length > 0
            ? new Refusal('conflict', 'It was taken back already: it counts no more.')
            : notFound();
        }
        const { studentId, ...details } = revoked;
        return { value: undefined, audit: { ...event('consent.revoke', id, studentId), details } };
      },
    },
    viewer,
    raw,
  );

type Signed = { signature: string; partyEmail?: string; expiresOn: string };

/** @throws Refusal with all that is wrong at once, by field */
function requireSound(signer: Viewer, { signature, partyEmail, expiresOn }: Signed, today: string): void {
  const faults = {
    ...(!isNameOf(signer, signature) && { signature: signWith(signer) }),
    ...(partyEmail !== undefined &&
      partyEmail === signer.email?.toLowerCase() && {
        partyEmail: 'This is your own address: you need no consent of yours.',
      }),
    ...(!isWithinPeriod(expiresOn, today) && {
      expiresOn: `Choose a last day from today on, at most ${longestConsent} years ahead.`,
    }),
  };
  const [first] = Object.values(faults);
  if (first !== undefined) throw new Refusal('invalid', first, faults);
}

function isWithinPeriod(day: string, today: string): boolean {
  const last = `${Number(today.slice(0, 4)) + longestConsent}${today.slice(4)}`;
  return day >= today && day <= last;
}

const event = (action: string, id: string | undefined, studentId: string) => ({
  action,
  objectType: 'consent',
  objectId: id,
  studentId,
});
