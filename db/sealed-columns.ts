import { getTableConfig, type PgColumn, type PgTable } from 'drizzle-orm/pg-core';
import { academicEntries, studentDetails } from './schema/confidential';
import type { KeyClass } from './schema/keys';
import { messages, studentNotes, studentNoteVersions } from './schema/messages';

/** A column with encrypted text: where it is, what keys it has, and what names a row of it. */
export type SealedColumn = {
  table: string;
  column: string;
  keyClass: KeyClass;
  /** The primary key, column by column. */
  rowKey: Part[];
  /** Whose row it is, where the key does not say so itself: a row given to somebody else opens no more. */
  owner: Part | null;
};

type Part = { name: string; type: string };

export const messageSubject = sealedColumn(messages, messages.subjectSealed, 'COMMUNICATIONS');
export const messageBody = sealedColumn(messages, messages.bodySealed, 'COMMUNICATIONS');
export const noteBody = sealedColumn(
  studentNotes,
  studentNotes.bodySealed,
  'COMMUNICATIONS',
  studentNotes.studentId,
);
export const noteVersionBody = sealedColumn(
  studentNoteVersions,
  studentNoteVersions.bodySealed,
  'COMMUNICATIONS',
  studentNoteVersions.studentId,
);

export const ssn = sealedColumn(studentDetails, studentDetails.ssnSealed, 'STUDENT_RECORDS');
export const parentContact = sealedColumn(
  studentDetails,
  studentDetails.parentContactSealed,
  'STUDENT_RECORDS',
);
export const financialAid = sealedColumn(
  studentDetails,
  studentDetails.financialAidSealed,
  'STUDENT_RECORDS',
);
export const academicContent = sealedColumn(
  academicEntries,
  academicEntries.contentSealed,
  'ACADEMIC_RECORDS',
  academicEntries.studentId,
);

/** All of them: what is not here is not sealed by anything, and a test compares it with the database. */
export const sealedColumns: readonly SealedColumn[] = [
  messageSubject,
  messageBody,
  noteBody,
  noteVersionBody,
  ssn,
  parentContact,
  financialAid,
  academicContent,
];

/**
 * What names a row of a sealed column, as what is sealed in it is bound to it: its primary key and whose it is, joined by
 * colons.
 *
 * @throws Error where a part is missing or too many are given
 */
export function rowName({ table, rowKey, owner }: SealedColumn, parts: readonly (string | number)[]): string {
  if (parts.length !== rowKey.length + (owner ? 1 : 0))
    throw new Error(`${parts.length} parts do not name a row of ${table}.`);
  return parts.join(':');
}

function sealedColumn(
  table: PgTable,
  column: PgColumn,
  keyClass: KeyClass,
  owner: PgColumn | null = null,
): SealedColumn {
  const { name, columns, primaryKeys } = getTableConfig(table);
  const names = primaryKeys[0]?.columns.map((part) => part.name);
  const rowKey = columns.filter((part) => names?.includes(part.name) ?? part.primary);
  return {
    table: name,
    column: column.name,
    keyClass,
    rowKey: rowKey.map(toPart),
    owner: owner && toPart(owner),
  };
}

function toPart(column: PgColumn): Part {
  return { name: column.name, type: column.getSQLType() };
}
