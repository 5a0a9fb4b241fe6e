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
  rowKey: { name: string; type: string }[];
};

export const messageSubject = sealedColumn(messages, messages.subjectSealed, 'COMMUNICATIONS');
export const messageBody = sealedColumn(messages, messages.bodySealed, 'COMMUNICATIONS');
export const noteBody = sealedColumn(studentNotes, studentNotes.bodySealed, 'COMMUNICATIONS');
export const noteVersionBody = sealedColumn(
  studentNoteVersions,
  studentNoteVersions.bodySealed,
  'COMMUNICATIONS',
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

function sealedColumn(table: PgTable, column: PgColumn, keyClass: KeyClass): SealedColumn {
  const { name, columns, primaryKeys } = getTableConfig(table);
  const names = primaryKeys[0]?.columns.map((part) => part.name);
  const rowKey = columns.filter((part) => names?.includes(part.name) ?? part.primary);
  return {
    table: name,
    column: column.name,
    keyClass,
    rowKey: rowKey.map((part) => ({ name: part.name, type: part.getSQLType() })),
  };
}
