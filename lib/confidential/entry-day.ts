import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { Refusal } from '@/lib/errors';

const birth = statement(
  'confidential.born-on',
  'SELECT birth_date AS "bornOn" FROM rights_facts WHERE user_id = $1',
);

/** Refuses a day on which nothing can have happened to the student: one to come, or from before the student was born. */
export async function requireEntryDay(
  tx: Transaction,
  { id, today }: { id: string; today: string },
  happenedOn: string,
): Promise<void> {
  const [known] = await tx.rows<{ bornOn: string | null }>(birth, [id]);
  if (happenedOn <= today && happenedOn >= (known?.bornOn ?? '')) return;
  const sentence = 'Choose a day that is over or today, and not before the student was born.';
  throw new Refusal('invalid', sentence, { happenedOn: sentence });
}
