import type { Transaction } from '@/db/client';
import { parseAs } from '@/lib/access/action';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { nameRedactor } from '@/lib/confidential/other-students';
import { Refusal } from '@/lib/errors';
import { readStudentMessages } from '@/lib/messages/notes';
import { readRedactedDisclosures } from '../disclosed/record';
import { noGround, passGate, redisclosureNotice } from '../gate';
import { readRecord } from '../read-record';
import { readClasses, readRecordNotes, redactNote, textsOfNote } from '../record-notes';
import { type AccessDecision, type EducationRecord, exportRequest } from '../schema';
import { explain } from './explanations';
import { readOwnParts, readParts, redactParts, wordsOf } from './parts';

/** A whole education record as one JSON document; instants are UTC, durations seconds, completion percent. */
export type RecordExport = Awaited<ReturnType<typeof exportRecord>>;

/**
 * The record of a student as far as the ground goes, for whoever has one: complete for the student, a guardian who holds
 * the rights and administrators (34 CFR 99.10). Names of other students are taken out; it says for whom it was made and who
 * may pass it on (99.33).
 */
export async function exportRecord(viewer: Viewer | null, raw: unknown) {
  if (!viewer) throw new Refusal('unauthenticated', 'Please sign in first.');
  const request = { ...(await parseAs(viewer, exportRequest, raw, 'record.export')), scope: 'full' as const };
  const exported = await asViewer(viewer, (tx) =>
    passGate(tx, viewer, request, 'record.export', async ({ decision, subject }) => {
      const record = await readRecord(tx, { id: request.studentId, ...subject }, decision, false);
      const parts = {
        record,
        ...(decision.level === 'full' && (await readRest(tx, viewer, decision, record))),
        ...(decision.ground === 'OWN_RECORD' && (await readOwn(tx, viewer.userId))),
      };
      return {
        format: 'syllabase.education-record',
        version: 1,
        exportedAt: await tx.startedAt,
        exportedFor: { name: viewer.displayName, role: viewer.role },
        purpose: request.purpose,
        notice: redisclosureNotice(decision.ground),
        ...decision,
        explanations: explain(parts),
        ...parts,
      };
    }),
  );
  if (!exported) throw noGround();
  return exported;
}

/** What only a complete record holds. Notes and messages are kept class by class, and read so. */
async function readRest(
  tx: Transaction,
  viewer: Viewer,
  { ground }: AccessDecision,
  { student, courses }: EducationRecord,
) {
  const classes = await readClasses(tx, courses);
  const notes = await readRecordNotes(tx, viewer, ground, student.id, classes);
  const messages = [];
  for (const course of classes) {
    for (const { recipients: _others, ...message } of await readStudentMessages(tx, course, student.id, null))
      messages.push({ courseId: course.id, ...message });
  }
  const parts = await readParts(tx, student.id);
  const written = [
    ...notes.flatMap(textsOfNote),
    ...messages.flatMap(({ subject, body }) => [subject, body]),
    ...wordsOf(parts, ground),
  ];
  const redact = await nameRedactor(tx, student.id, written);
  return {
    ...redactParts(parts, redact, ground),
    notes: notes.map((note) => redactNote(note, redact)),
    messages: messages.map((message) => ({
      ...message,
      subject: redact(message.subject),
      body: redact(message.body),
    })),
    disclosures: await readRedactedDisclosures(tx, student.id),
  };
}

/** What a student was told, and where: in the own copy alone. */
async function readOwn(tx: Transaction, studentId: string) {
  const parts = await readOwnParts(tx, studentId);
  return redactParts(parts, await nameRedactor(tx, studentId, wordsOf(parts, 'OWN_RECORD')), 'OWN_RECORD');
}
