import { cache } from 'react';
import { statement } from '@/db/statement';
import { onceEnrolled } from './ever-student';
import { asViewer } from './transaction';
import type { Viewer } from './viewer';

const holds = statement(
  'access.record-holder',
  `SELECT ${onceEnrolled('users')} AS "wasEnrolled",
     (SELECT true FROM guardianships g
      WHERE g.guardian_id = users.id AND g.ended_at IS NULL AND is_guardian_of(g.student_id) LIMIT 1) IS NOT NULL AS "isGuardian",
     EXISTS (SELECT 1 FROM consented_records()) AS "isConsented"
   FROM users WHERE id = $1`,
);

type Holds = { wasEnrolled: boolean; isGuardian: boolean; isConsented: boolean };

/** What leads the viewer to pages beside those of the role; all in one round trip, once a request. */
export const readHolds = cache(async (viewer: Viewer): Promise<Holds> => {
  const [found] = await asViewer(viewer, (tx) => tx.rows<Holds>(holds, [viewer.userId]));
  return found ?? { wasEnrolled: false, isGuardian: false, isConsented: false };
});

/**
 * Whether there is an education record of the viewer, with the rights in it (34 CFR 99.3: whoever is or has been in attendance):
 * of students, and of whoever was one before a role at work. Of students nothing is read.
 */
export const hasRecord = async (viewer: Viewer): Promise<boolean> =>
  viewer.role === 'STUDENT' || (await readHolds(viewer)).wasEnrolled;
