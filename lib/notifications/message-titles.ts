import { z } from 'zod';
import type { Transaction } from '@/db/client';
import type { Sealed } from '@/db/schema/types';
import { messageSubject } from '@/db/sealed-columns';
import { statement } from '@/db/statement';
import { type Open, opener } from '@/lib/keys/sealed-column';
import { KeyServiceFault } from '@/lib/keys/transit/key-service-fault';
import { Unopenable } from '@/lib/unopenable';

/** What is stored as the title of every message: what it is about is sealed, and stands with the message alone. */
export const sealedTitle = 'A message';

const subjects = statement(
  'notifications.subjects',
  `SELECT m.id, m.subject_sealed AS "subjectSealed", c.institution_id AS "institutionId"
   FROM messages m JOIN courses c ON c.id = m.course_id WHERE m.id = ANY ($1::uuid[]) AND m.subject_sealed IS NOT NULL`,
);

type Subject = { id: string; subjectSealed: Sealed; institutionId: string };

/** Something told; `subjectKey` of a message is its id. */
export type Told = { kind: string; title: string; subjectKey: string };

/**
 * Puts the subjects of messages in place of their titles, for whoever the transaction lets read them. One that does not
 * open now keeps its title: the message itself says what is wrong with it.
 */
export async function titleMessages<Item extends Told>(
  tx: Transaction,
  items: readonly Item[],
): Promise<Omit<Item, 'subjectKey'>[]> {
  const ids = items.filter(isOfMessage).map(({ subjectKey }) => subjectKey);
  const titles = await readSubjects(tx, ids);
  return items.map(({ subjectKey, ...item }) => ({ ...item, title: titles.get(subjectKey) ?? item.title }));
}

const isOfMessage = ({ kind, subjectKey }: Told): boolean =>
  kind === 'MESSAGE' && z.guid().safeParse(subjectKey).success;

async function readSubjects(tx: Transaction, ids: readonly string[]): Promise<Map<string, string>> {
  const titles = new Map<string, string>();
  if (ids.length === 0) return titles;
  const rows = await tx.rows<Subject>(subjects, [ids]);
  // A student may have classes of several institutions, each with keys of its own.
  const openers = new Map<string, Open>();
  for (const row of rows) {
    const title = await openSubject(tx, row, openers);
    if (title !== null) titles.set(row.id, title);
  }
  return titles;
}

/** @returns null where it does not open, or the key service is away: neither is a reason to show nothing at all */
async function openSubject(
  tx: Transaction,
  { id, subjectSealed, institutionId }: Subject,
  openers: Map<string, Open>,
): Promise<string | null> {
  try {
    const open = openers.get(institutionId) ?? (await opener(tx, messageSubject, institutionId));
    openers.set(institutionId, open);
    return open(id, subjectSealed);
  } catch (error) {
    if (error instanceof Unopenable || error instanceof KeyServiceFault) return null;
    throw error;
  }
}
