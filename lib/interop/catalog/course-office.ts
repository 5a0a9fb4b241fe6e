import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { courseOffice } from '../find-institution';

const create = statement(
  'interop.catalog.create-office',
  `INSERT INTO users (institution_id, sourced_id, role, display_name) VALUES ($1, $2, 'INSTRUCTOR', 'Course office')
   ON CONFLICT (institution_id, sourced_id) DO NOTHING`,
);
const find = statement(
  'interop.catalog.find-office',
  'SELECT id FROM users WHERE institution_id = $1 AND sourced_id = $2',
);

/** The institution's course office, made once. It has no address and no password, so nobody can sign in as it. */
export async function ensureCourseOffice(tx: Transaction, institutionId: string): Promise<string> {
  const key = [institutionId, courseOffice];
  await tx.rows(create, key);
  const [row] = await tx.rows<{ id: string }>(find, key);
  if (!row) throw new Error('The course office was neither made nor found.');
  return row.id;
}
