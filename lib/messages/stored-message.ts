import type { Transaction } from '@/db/client';
import type { Sealed } from '@/db/schema/types';
import { messageBody, messageSubject } from '@/db/sealed-columns';
import { readers } from '@/lib/keys/sealed-column';
import { readText, type StoredBody } from './bodies';

/** What is sealed of a message, each by itself: a subject is shown where its body is not. */
export const messageTexts = { subject: messageSubject, body: messageBody };

/** SQL for these texts of the message called `m`. */
export const storedTexts =
  'm.subject, m.subject_sealed AS "subjectSealed", m.body, m.body_sealed AS "bodySealed"';

type StoredTexts = StoredBody & { subject: string | null; subjectSealed: Sealed | null };

/** A message as its row holds it. */
export type StoredMessage = StoredTexts & { id: string };

type Opened<Row extends StoredMessage> = Omit<Row, keyof StoredTexts> & { subject: string; body: string };

/** A message of which all but the texts has been read. */
export type Stored<Message extends { id: string }> = Omit<Message, 'subject' | 'body'> & StoredMessage;

/**
 * Loads what shows messages of one institution, after their rows were read: where a text does not open, it says so in its
 * place.
 */
export async function messageOpener(tx: Transaction, institutionId: string) {
  const open = await readers(tx, messageTexts, institutionId);
  return <Row extends StoredMessage>(row: Row): Opened<Row> => {
    const { subject, subjectSealed, body, bodySealed, ...message } = row;
    return {
      ...message,
      subject: readText(open.subject, row.id, subject, subjectSealed),
      body: readText(open.body, row.id, body, bodySealed),
    };
  };
}
