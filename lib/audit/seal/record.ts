/** One event of the trail as it is protected: every column, times in microseconds as text, absent ones null. */
export type TrailRecord = {
  id: string;
  /** `2026-03-02T10:00:00.000000Z` */
  occurredAt: string;
  actorId: string | null;
  actorRole: string | null;
  actorName: string | null;
  institutionId: string | null;
  action: string;
  objectType: string;
  objectId: string | null;
  studentId: string | null;
  outcome: string;
  purpose: string | null;
  justification: string | null;
  details: Record<string, unknown>;
  ipAddress: string | null;
  requestId: string | null;
  /** The process that wrote it, the how-manieth of its events, and below which all had been committed by then. */
  writer: string | null;
  writerNumber: number | null;
  writerSettled: number | null;
  /** Of its events, those of which nobody knows whether they were committed. */
  writerDoubts: readonly number[] | null;
};

/** A leaf says as well what only the database knows of an event: its MAC and the transaction that appended it. */
type Signed = Partial<TrailRecord> & { mac?: string; transactionId?: string | null };

/**
 * The one text of a record that is signed and hashed: JSON in the canonical form of RFC 8785 (members by name, no
 * blanks), absent columns left out. A record and what the database gives back of it have the same text. The members stand here by name,
 * so that two calls write them, between them details, of whose members that is not known: each audited transaction waits for it.
 */
export function canonicalText(record: Signed): string {
  const first = JSON.stringify({
    action: present(record.action),
    actorId: present(record.actorId),
    actorName: present(record.actorName),
    actorRole: present(record.actorRole),
  });
  const last = JSON.stringify({
    form: 2,
    id: present(record.id),
    institutionId: present(record.institutionId),
    ipAddress: present(record.ipAddress),
    justification: present(record.justification),
    mac: present(record.mac),
    objectId: present(record.objectId),
    objectType: present(record.objectType),
    occurredAt: present(record.occurredAt),
    outcome: present(record.outcome),
    purpose: present(record.purpose),
    requestId: present(record.requestId),
    studentId: present(record.studentId),
    transactionId: present(record.transactionId),
    writer: present(record.writer),
    writerDoubts: present(record.writerDoubts),
    writerNumber: present(record.writerNumber),
    writerSettled: present(record.writerSettled),
  });
  const details = present(record.details);
  const parts = [
    first.slice(1, -1),
    details === undefined ? '' : `"details":${canonical(details)}`,
    last.slice(1, -1),
  ];
  return `{${parts.filter((part) => part !== '').join(',')}}`;
}

const present = <Value>(value: Value | null | undefined): Value | undefined => value ?? undefined;

/**
 * The text of rows from before there was a second form. Members of details that are null were left out as well, so that they could come
 * and go unseen. Since each text of the second form says so, none passes for one of the first.
 */
export const earlierText = (record: Signed): string => canonical(withoutNulls(record));

const presentIn = (value: object): object =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== null && part !== undefined));

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const parts = Object.entries(presentIn(value));
  return Object.fromEntries(parts.map(([name, part]) => [name, withoutNulls(part)]));
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const parts = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, part]) => `${JSON.stringify(name)}:${canonical(part)}`);
  return `{${parts.join(',')}}`;
}
