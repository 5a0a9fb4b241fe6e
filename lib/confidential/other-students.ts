import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { redactNames } from './redact-names';
import type { ConfidentialDetails } from './schema';

const namesIn = statement('confidential.names-in', 'SELECT name FROM other_names_in($1, $2)');

/**
 * What takes the names of a student's classmates out of texts about the student (34 CFR 99.12(a)): one statement for all
 * of them.
 *
 * @param texts all that it will be used on
 */
export async function nameRedactor(
  tx: Transaction,
  studentId: string,
  texts: string[],
): Promise<(text: string) => string> {
  if (texts.length === 0) return (text) => text;
  const found = await tx.rows<{ name: string }>(namesIn, [studentId, texts.join('\n')]);
  const names = found.map(({ name }) => name);
  return (text) => redactNames(text, names);
}

/** Confidential details as anybody but the institution's own staff sees them: entries without other students' names. */
export async function withoutOthers(
  tx: Transaction,
  studentId: string,
  details: ConfidentialDetails,
): Promise<ConfidentialDetails> {
  const texts = details.entries.map(({ content }) => content);
  const redact = await nameRedactor(tx, studentId, texts);
  return {
    ...details,
    entries: details.entries.map((entry) => ({ ...entry, content: redact(entry.content) })),
  };
}
