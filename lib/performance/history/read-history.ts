import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { checks } from '../checks/all';

/** From when until when a check had something to say; `object` is empty for the database as a whole. */
export type PastFinding = {
  id: number;
  checkName: string;
  title: string;
  object: string;
  state: 'warning' | 'critical';
  began: string;
  /** Null while it goes on. */
  ended: string | null;
};

const newest = statement(
  'performance.history',
  `SELECT id, check_name AS "checkName", object, state, began, ended FROM performance_spells
   ORDER BY began DESC, id DESC LIMIT $1::int`,
);

/** What the checks had to say lately, the newest first, as the worker found it every ten minutes. */
export async function readHistory(tx: Transaction, limit = 40): Promise<PastFinding[]> {
  const rows = await tx.rows<Omit<PastFinding, 'title'>>(newest, [limit]);
  return rows.map((row) => ({ ...row, title: titles.get(row.checkName) ?? row.checkName }));
}

const titles = new Map(checks.map(({ name, title }) => [name, title]));
