import { expect, it } from 'vitest';
import { dictionary } from '@/db/schema/classes/dictionary';
import { ownParts, recordParts } from './parts';

/** Where in a complete copy a table's rows are that no part reads. */
const elsewhere: Record<string, string> = {
  users: 'record.person',
  enrollments: 'record.courses',
  activity_days: 'record.activity',
  record_statements: 'record.statements',
  student_details: 'record.confidential',
  academic_entries: 'record.confidential.entries',
  student_notes: 'notes',
  student_note_versions: 'notes.history',
  message_recipients: 'messages',
  disclosures: 'disclosures',
};

/** What stays out of a copy, and why. */
const leftOut: Record<string, string> = {
  audit_log: 'Who looked at the record is on its own page, as long as it is: GET /api/v1/me/disclosures.',
  emergency_accesses:
    'Given out in an emergency: it is in the disclosures, without the reviewer’s words about staff.',
  ended_sessions: 'Cookies that may not be used any more; that somebody signed out is in the trail.',
  audit_views: 'Views of the trail that administrators kept for themselves.',
  legal_holds: 'A hold may be about a case that the student must not learn of from here.',
  erasures: 'Of nobody who can still ask for a copy.',
  outgoing_emails: 'When e-mails went out; what they said is in the notifications.',
  progress_events: 'Keys against sending twice, without content.',
  import_activity: 'Rows of an import on their way into progress; gone when it ends.',
};

const read = [...Object.values(recordParts), ...Object.values(ownParts)].flatMap(({ text }) =>
  [...text.matchAll(/FROM (\w+)/g)].flatMap(([, table]) => (table ? [table] : [])),
);

it('holds every table that tells about a student, but for what is left out for a stated reason', () => {
  const told = dictionary
    .filter(({ columns }) => columns.some(({ name }) => name === 'user_id' || name === 'student_id'))
    .map(({ name }) => name);
  const held = new Set([...read, ...Object.keys(elsewhere)]);
  expect(told.filter((table) => !held.has(table) && !(table in leftOut))).toEqual([]);
  expect(Object.keys(leftOut).filter((table) => held.has(table) || !told.includes(table))).toEqual([]);
});

it('knows only tables that there are', () => {
  const tables = new Set(dictionary.map(({ name }) => name));
  expect(Object.keys(elsewhere).filter((table) => !tables.has(table))).toEqual([]);
});
