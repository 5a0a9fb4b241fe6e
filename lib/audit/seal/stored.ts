import { momentSql } from '@/db/statement';
import { storedJson } from '../as-stored';
import type { TrailRecord } from './record';

/** A row of the trail as its verifiers read it; details as text, since reading makes one number of many. */
export type StoredRecord = Omit<TrailRecord, 'details'> & {
  details: string | null;
  mac: string | null;
  transactionId: string | null;
};

/** A row taken apart: what its MAC is made of, the MAC, and the transaction that appended it, which leaves hold as well. */
export type StoredEvent = { record: TrailRecord; mac: Buffer | null; transactionId: string | null };

/**
 * SQL for a moment as it is sealed. What the product never writes has no such form: years before Christ would look like those
 * after, and `infinity` like nothing.
 */
export const sealedMomentSql = (moment: string): string =>
  `CASE WHEN ${moment} >= '0001-01-01 00:00:00+00' AND ${moment} < 'infinity' THEN ${momentSql(moment)} ELSE ${moment}::text END`;

/** The columns of `audit_log` under the names of `StoredRecord`. An address has its mask where that is not a whole one. */
export const storedColumns = (row: string): string =>
  `${row}.id, ${sealedMomentSql(`${row}.occurred_at`)} AS "occurredAt", ${row}.actor_id AS "actorId",
  ${row}.actor_role AS "actorRole", ${row}.actor_name AS "actorName", ${row}.institution_id AS "institutionId", ${row}.action,
  ${row}.object_type AS "objectType", ${row}.object_id AS "objectId", ${row}.student_id AS "studentId", ${row}.outcome,
  ${row}.purpose, ${row}.justification, ${row}.details::text AS details, abbrev(${row}.ip_address) AS "ipAddress",
  ${row}.request_id AS "requestId", ${row}.writer, ${row}.writer_number AS "writerNumber",
  ${row}.writer_settled AS "writerSettled", to_jsonb(${row}.writer_doubts) AS "writerDoubts", encode(${row}.mac, 'hex') AS mac,
  ${row}.transaction_id::text AS "transactionId"`;

/** Takes a joined row apart: exactly the protected columns, whatever else was read with them. */
export function toStored(row: StoredRecord): StoredEvent {
  const { id, occurredAt, actorId, actorRole, actorName, institutionId, action, objectType, objectId } = row;
  const { studentId, outcome, purpose, justification, details, ipAddress, requestId, mac } = row;
  const { writer, writerNumber, writerSettled, writerDoubts, transactionId } = row;
  return {
    record: {
      id,
      occurredAt,
      actorId,
      actorRole,
      actorName,
      institutionId,
      action,
      objectType,
      objectId,
      studentId,
      outcome,
      purpose,
      justification,
      details: readDetails(details),
      ipAddress,
      requestId,
      writer,
      writerNumber,
      writerSettled,
      writerDoubts,
    },
    mac: mac === null ? null : Buffer.from(mac, 'hex'),
    transactionId,
  };
}

/** Details that the product cannot have written are no details of the product's, and stay the text that they are. */
const readDetails = (text: string | null): Record<string, unknown> => {
  const details = text === null ? null : storedJson(text);
  return details ?? { unlikeStored: String(text) };
};
