import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';

const institution = statement('access.institution-of', 'SELECT institution_of($1) AS id');

/**
 * Whose the record of a student is, also to somebody who may not see the student: that institution's administrators answer
 * for it, so that what outsiders do about it is filed there.
 *
 * @returns undefined for nobody, and for somebody of no institution
 */
export async function institutionOf(tx: Transaction, studentId: string): Promise<string | undefined> {
  const [found] = await tx.rows<{ id: string | null }>(institution, [studentId]);
  return found?.id ?? undefined;
}
