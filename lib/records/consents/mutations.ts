import { statement } from '@/db/statement';
import { perform } from '@/lib/access/action';
import type { Viewer } from '@/lib/access/viewer';
import { notFound, Refusal } from '@/lib/errors';
import { readRelation } from '../relation';
import { requireHolder } from '../require-holder';
import { consentId, consentInput, longestConsent } from './schema';

const insert = statement(
  'records.give-consent',
  `INSERT INTO consents (student_id, institution_id, given_by, records, purpose, party_name, party_email, signature,
     signed_on, expires_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id`,
);
const revoke = statement(
  'records.revoke-consent',
  `UPDATE consents SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL
     AND (student_id = $2 OR given_by = $2 OR is_guardian_of(student_id)) RETURNING student_id AS "studentId"`,
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
        requireSignature(signer, input.signature);
        requireSomebodyElse(signer, input.partyEmail);
        requirePeriod(input.expiresOn, relation.today);
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
        const [revoked] = await tx.rows<{ studentId: string }>(revoke, [id, signer.userId]);
        if (!revoked) {
          const gone = await tx.rows(revokedBefore, [id, signer.userId]);
          throw gone.length > 0
            ? new Refusal('conflict', 'It was taken back already: it counts no more.')
            : notFound();
        }
        return { value: undefined, audit: event('consent.revoke', id, revoked.studentId) };
      },
    },
    viewer,
    raw,
  );

/** A signature by keyboard counts where it is the name of the person who signed in to give it (34 CFR 99.30(d)). */
function requireSignature({ displayName }: Viewer, signature: string): void {
  const plain = (name: string) => name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
  if (plain(signature) === plain(displayName)) return;
  const sentence = `Sign with your name as it stands in your account: ${displayName}.`;
  throw new Refusal('invalid', sentence, { signature: sentence });
}

function requireSomebodyElse({ email }: Viewer, partyEmail: string | undefined): void {
  if (partyEmail === undefined || partyEmail !== email?.toLowerCase()) return;
  const sentence = 'This is your own address: you need no consent of yours.';
  throw new Refusal('invalid', sentence, { partyEmail: sentence });
}

function requirePeriod(expiresOn: string, today: string): void {
  const last = `${Number(today.slice(0, 4)) + longestConsent}${today.slice(4)}`;
  if (expiresOn >= today && expiresOn <= last) return;
  const sentence = `Choose a last day from today on, at most ${longestConsent} years ahead.`;
  throw new Refusal('invalid', sentence, { expiresOn: sentence });
}

const event = (action: string, id: string | undefined, studentId: string) => ({
  action,
  objectType: 'consent',
  objectId: id,
  studentId,
});
