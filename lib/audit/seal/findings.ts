import { sealedText } from './seal';
import type { StoredEvent } from './stored';

export const findingKinds = {
  altered: 'the row is not what was sealed',
  swapped: 'the row holds what was sealed for another one',
  deleted: 'a row that was written is gone',
  'partition-emptied': 'every sealed row of the month is gone, its partition is there',
  'partition-missing': 'every sealed row of the month is gone, and its partition with them',
  forged: 'the row was not written by the product',
  replayed: 'the row repeats one that was sealed before',
  'passed-over': 'the product wrote the row, and it was kept from being sealed',
  resealed: 'the stored hashes are not those that were signed',
  'checkpoint-forged': 'the checkpoint is not signed with this key, or does not follow the one before it',
  'set-back': 'the copy knows more than the database, or other things: an older state was put in its place',
  replaced: 'what stands there is not the trail’s own table, or not alone',
} as const;

export type FindingKind = keyof typeof findingKinds;

export type Finding = {
  kind: FindingKind;
  /** Place in the tree; null for rows that are in no tree. */
  position: number | null;
  recordId: string | null;
  /** When the row or month says it was. */
  at: string | null;
  /** How many rows this stands for. */
  rows: number;
  note: string;
};

export type Altered = StoredEvent & { position: number; sealed: Buffer };
export type Missing = { position: number; recordId: string; occurredAt: string };

const comparedAtMost = 200;

/** Altered rows, told apart from those that carry each other's content. */
export function judgeAltered(altered: Altered[]): Finding[] {
  const some = altered.slice(0, comparedAtMost);
  const isOf = ({ record, mac, transactionId }: Altered, other: Altered) => {
    const { id, occurredAt, writer, writerNumber, writerSettled, writerDoubts } = other.record;
    const isSealed = (hash: Buffer) => hash.equals(other.sealed);
    const numbers = { writer, writerNumber, writerSettled, writerDoubts };
    return [
      { ...record, id },
      { ...record, id, occurredAt },
      { ...record, id, ...numbers },
      { ...record, id, occurredAt, ...numbers },
    ].some((moved) =>
      [transactionId, other.transactionId].some(
        (transaction) =>
          sealedText({ record: moved, mac, transactionId: transaction }, isSealed) !== undefined,
      ),
    );
  };
  return altered.map((row) => {
    const owner = some.find((other) => other !== row && isOf(row, other));
    return {
      kind: owner ? 'swapped' : 'altered',
      position: row.position,
      recordId: row.record.id,
      at: row.record.occurredAt,
      rows: 1,
      note: owner ? `it holds what row ${owner.record.id} said` : `it now says “${row.record.action}”`,
    };
  });
}

export type Month = { sealed: number; missing: number; exists: boolean };
export const monthOf = (occurredAt: string): string => occurredAt.slice(0, 7);

/** Missing rows one by one, or as a month where the whole month is missing. */
export function judgeMissing(missing: Missing[], months: ReadonlyMap<string, Month>): Finding[] {
  const whole = new Map<string, Finding>();
  const single: Finding[] = [];
  for (const { position, recordId, occurredAt } of missing) {
    const name = monthOf(occurredAt);
    const month = months.get(name);
    if (!month || month.missing < month.sealed || (month.sealed === 1 && month.exists)) {
      single.push({ kind: 'deleted', position, recordId, at: occurredAt, rows: 1, note: '' });
    } else if (!whole.has(name)) {
      whole.set(name, {
        kind: month.exists ? 'partition-emptied' : 'partition-missing',
        position,
        recordId,
        at: name,
        rows: month.missing,
        note: `first of ${month.missing} rows of ${name}`,
      });
    }
  }
  return [...whole.values(), ...single];
}
