import { expect, it } from 'vitest';
import { dictionary } from '@/db/schema/classes/dictionary';
import { retentionSchedule } from '../retention/schedule';
import { erasedTables } from './erased-tables';

const { academicRecord, disclosures, trail } = retentionSchedule;
const request = `A request and its answer. ${disclosures.ground}`;

/** What stays of an erased student, and on which ground. Of a name that an erasure takes off it holds the signature of a consent and the actor in the trail. */
const kept: Record<string, string> = {
  activity_days: academicRecord.ground,
  enrollments: academicRecord.ground,
  question_answers: academicRecord.ground,
  user_progress: academicRecord.ground,
  progress_events: 'Keys against sending twice, without content; pruned by their own job.',
  message_recipients:
    'Proof that a message reached the class; the text is the sender’s and the other students’ too.',
  amendment_requests: request,
  record_statements: request,
  inspection_requests: request,
  consents: `The signature is the proof (34 CFR 99.30). ${disclosures.ground}`,
  disclosures: disclosures.ground,
  emergency_accesses: disclosures.ground,
  guardianships: `Says on whose behalf somebody saw the record. ${disclosures.ground}`,
  legal_holds: 'Proof of why something was kept; while one is in force, nobody is erased.',
  rights_facts: 'Emptied: date of birth and first day of postsecondary education are taken out.',
  audit_log: trail.ground,
};

it('deletes whatever tells about a student, but for what stays on a stated ground', () => {
  const told = dictionary.filter(
    ({ columns }) =>
      columns.some(({ name }) => name === 'user_id' || name === 'student_id') &&
      columns.some(({ dataClass }) => dataClass === 'sensitive' || dataClass === 'education record'),
  );
  const undecided = told.map(({ name }) => name).filter((name) => !(name in erasedTables) && !(name in kept));
  expect(undecided).toEqual([]);
  expect(Object.keys(kept).filter((name) => name in erasedTables)).toEqual([]);
});

it('knows only tables and columns that there are', () => {
  const columns = new Set(
    dictionary.flatMap((table) => table.columns.map(({ name }) => `${table.name}.${name}`)),
  );
  const wanted = Object.entries(erasedTables).map(([table, student]) => `${table}.${student}`);
  expect(wanted.filter((column) => !columns.has(column))).toEqual([]);
  const tables = new Set(dictionary.map(({ name }) => name));
  expect(Object.keys(kept).filter((name) => !tables.has(name))).toEqual([]);
});
