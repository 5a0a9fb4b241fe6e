import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { perform } from '@/lib/access/action';
import { everStudent, isKept } from '@/lib/access/ever-student';
import { may } from '@/lib/access/policy';
import { requireOthersRecord } from '@/lib/access/require-others-record';
import type { Viewer } from '@/lib/access/viewer';
import { notFound, Refusal } from '@/lib/errors';
import { rightsHolder } from '../rights-holder';
import { readStudentRights } from './queries';
import { factsInput, guardianId, guardianInput } from './schema';
import { holdAccount, type Settled, settleCollection } from './settle-collection';

const ownStudent = statement(
  'records.own-student',
  `SELECT 1 FROM users WHERE id = $1 AND institution_id = $2 AND ${everStudent('users')} AND ${isKept('users')}`,
);
const keepFacts = statement(
  'records.keep-rights-facts',
  `INSERT INTO rights_facts (user_id, birth_date, postsecondary_since, recorded_by) VALUES ($1, $2, $3, $4)
   ON CONFLICT (user_id) DO UPDATE SET birth_date = excluded.birth_date, postsecondary_since = excluded.postsecondary_since,
     recorded_by = excluded.recorded_by, recorded_at = now()`,
);
const account = statement(
  'records.guardian-account',
  'SELECT id, display_name AS name FROM users WHERE email = $1 AND institution_id = $2 AND deleted_at IS NULL AND disabled_at IS NULL',
);
// What is given anew is later than what was taken back before, even if the clock was set back between: the list of what was
// taken back is gone by in that order.
const link = statement(
  'records.link-guardian',
  `INSERT INTO guardianships (guardian_id, student_id, institution_id, relationship, verification, verified_by)
   VALUES ($1, $2, $3, $4, $5, $6)
   ON CONFLICT (student_id, guardian_id) DO UPDATE SET relationship = excluded.relationship,
     verification = excluded.verification, verified_by = excluded.verified_by, verified_at = greatest(now(), guardianships.ended_at + interval '1 ms'), ended_at = NULL,
     collection_agreed_at = NULL
   WHERE guardianships.ended_at IS NOT NULL RETURNING id`,
);
const end = statement(
  'records.end-guardianship',
  `UPDATE guardianships SET ended_at = now(), collection_agreed_at = NULL
   WHERE id = $1 AND institution_id = $2 AND ended_at IS NULL
   RETURNING student_id AS "studentId", (SELECT display_name FROM users WHERE id = guardian_id) AS guardian`,
);

/** `passed`: to whom the rights have passed; null: to nobody. */
type RecordedFacts = Settled & { passed: 'STUDENT' | 'GUARDIAN' | null };

const wouldPass = {
  STUDENT:
    'The rights would be the student’s own: guardians would see the record no more, and what they consented to would end.',
  GUARDIAN:
    'The student would be under 18: a guardian would hold the rights, and what the student consented to would end.',
};
const wouldRest =
  'The student would be under 13: nobody could sign in with the account until a guardian agrees that data is collected.';

/**
 * Records when a student was born and began postsecondary education; it decides who holds the rights.
 *
 * @throws Refusal where rights would pass or the account would rest by it, with what would follow, until that is said to be right
 */
export const recordRightsFacts = (viewer: Viewer | null, raw: unknown): Promise<RecordedFacts> =>
  perform(
    {
      input: factsInput,
      allow: may.administer,
      run: async ({
        tx,
        viewer: admin,
        input: { studentId, birthDate, postsecondarySince, checked, checkedAbout },
      }) => {
        requireOthersRecord(admin, studentId);
        await requireOwnStudent(tx, admin, studentId);
        // Held first: of two who record at once, the second reads what the first has recorded.
        await holdAccount(tx, studentId);
        const { today, holder: before } = await readStudentRights(tx, admin.institutionId ?? '', studentId);
        requireBorn(birthDate, today);
        requireBegunInLife(postsecondarySince, birthDate);
        await tx.rows(keepFacts, [studentId, birthDate, postsecondarySince, admin.userId]);
        const settled = await settleCollection(tx, admin, studentId);
        const holder = rightsHolder({ birthDate, postsecondarySince }, today);
        const passed = holder === before ? null : holder;
        const follows = [...(passed ? [wouldPass[passed]] : []), ...(settled.rests ? [wouldRest] : [])];
        const isChecked =
          checked === 'yes' && checkedAbout === `${birthDate ?? ''} ${postsecondarySince ?? ''}`;
        if (follows.length > 0 && !isChecked)
          throw new Refusal('invalid', follows.join(' '), { checked: follows.join(' ') });
        // Who held the rights on a day can be told later; the dates themselves are kept where they can be erased.
        const details = { heldBefore: before, heldNow: holder, rests: settled.rests };
        return {
          value: { ...settled, passed },
          audit: { ...event('rights.facts', studentId, studentId), details },
        };
      },
    },
    viewer,
    raw,
  );

/** Links an account as a student's guardian, after somebody verified that it is. */
export const linkGuardian = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: guardianInput,
      allow: may.administer,
      run: async ({ tx, viewer: admin, input }) => {
        const { studentId, guardianEmail, relationship, verification } = input;
        requireOthersRecord(admin, studentId);
        await requireOwnStudent(tx, admin, studentId);
        const [guardian] = await tx.rows<{ id: string; name: string }>(account, [
          guardianEmail,
          admin.institutionId,
        ]);
        requireAnother(guardian?.id, [studentId, admin.userId]);
        const named = [guardian?.id, studentId, admin.institutionId];
        const [linked] = await tx.rows<{ id: string }>(link, [
          ...named,
          relationship,
          verification,
          admin.userId,
        ]);
        if (!linked) throw new Refusal('conflict', 'This person is a guardian already.');
        const audit = {
          ...event('guardian.link', linked.id, studentId),
          details: { relationship, guardian: guardian?.name ?? '' },
        };
        return { value: undefined, audit };
      },
    },
    viewer,
    raw,
  );

/** Ends a guardianship, and with it what the guardian agreed to. */
export const endGuardianship = (viewer: Viewer | null, raw: unknown): Promise<Settled> =>
  perform(
    {
      input: guardianId,
      action: 'guardian.end',
      allow: may.administer,
      run: async ({ tx, viewer: admin, input: { id } }) => {
        const [ended] = await tx.rows<{ studentId: string; guardian: string }>(end, [
          id,
          admin.institutionId,
        ]);
        if (!ended) throw notFound();
        requireOthersRecord(admin, ended.studentId);
        const settled = await settleCollection(tx, admin, ended.studentId);
        const audit = {
          ...event('guardian.end', id, ended.studentId),
          details: { guardian: ended.guardian, rests: settled.rests },
        };
        return { value: settled, audit };
      },
    },
    viewer,
    raw,
  );

async function requireOwnStudent(tx: Transaction, admin: Viewer, studentId: string): Promise<void> {
  if ((await tx.rows(ownStudent, [studentId, admin.institutionId])).length === 0) throw notFound();
}

/** A day to come would make the student a child, and put the account to rest. */
function requireBorn(birthDate: string | null, today: string): void {
  if (birthDate === null || birthDate <= today) return;
  const sentence = 'This day is still to come: nobody was born on it.';
  throw new Refusal('invalid', sentence, { birthDate: sentence });
}

/** A first day from before the birth would pass the rights of a child to the child. */
function requireBegunInLife(postsecondarySince: string | null, birthDate: string | null): void {
  if (postsecondarySince === null || birthDate === null || postsecondarySince > birthDate) return;
  const sentence = 'This day is not after the date of birth: nobody began postsecondary education on it.';
  throw new Refusal('invalid', sentence, { postsecondarySince: sentence });
}

function requireAnother(guardianId: string | undefined, not: string[]): void {
  if (guardianId !== undefined && !not.includes(guardianId)) return;
  const sentence = 'No other account of your institution that can sign in has this address.';
  throw new Refusal('invalid', sentence, { guardianEmail: sentence });
}

const event = (action: string, objectId: string | undefined, studentId: string) => ({
  action,
  objectType: action.startsWith('guardian') ? 'guardianship' : 'student',
  objectId,
  studentId,
});
