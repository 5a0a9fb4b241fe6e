import { z } from 'zod';
import { fieldLabels } from '@/lib/field-labels';
import { orNothing, recordScopes, text } from '../schema';
import type { AmendmentState } from './state';

/** The least of a record with which a contested part of it is given out. A name alone cannot be contested here. */
export const contestedLevels = recordScopes.filter((level) => level !== 'directory');
export type ContestedLevel = (typeof contestedLevels)[number];

export const amendmentInput = z
  .strictObject({
    studentId: orNothing,
    contested: text(3, 500),
    /** The course that it is about; absent: none, or more than one. */
    courseId: orNothing,
    level: z.enum(contestedLevels).default('summary'),
    wanted: text(1, 2_000),
    reason: text(10, 5_000),
  })
  .register(fieldLabels, {
    studentId: 'Student',
    contested: 'What is wrong',
    courseId: 'In which course',
    level: 'In which part of the record',
    wanted: 'What it should be',
    reason: 'Why',
  });

export const amendmentDecision = z
  .strictObject({
    id: z.guid().toLowerCase(),
    verdict: z.enum(['AMEND', 'REFUSE']),
    decision: text(10, 5_000),
  })
  .register(fieldLabels, { id: 'Request', verdict: 'Verdict', decision: 'Decision' });

export const hearingInput = z
  .strictObject({
    id: z.guid().toLowerCase(),
    /** A day and a time of the institution's clocks. */
    day: z.iso.date('is not a day').refine((day) => day >= '2000-01-01', 'is not a day that can be'),
    time: z.iso.time({ precision: -1, error: 'is not a time of the day, such as 14:30' }),
    place: text(3, 500),
  })
  .register(fieldLabels, { id: 'Request', day: 'Day of the hearing', time: 'Begins at', place: 'Place' });

export const amendmentId = z
  .strictObject({ id: z.guid().toLowerCase() })
  .register(fieldLabels, { id: 'Request' });

export const statementInput = z
  .strictObject({ id: z.guid().toLowerCase(), statement: text(10, 5_000) })
  .register(fieldLabels, { id: 'Request', statement: 'Your statement' });

/** A course in which a contested part of a record may stand. */
export type ContestableCourse = { id: string; title: string };

/** A request to amend a record, with what became of it. */
export type Amendment = {
  id: string;
  studentId: string;
  studentName: string;
  requestedBy: string;
  /** The administrator who entered what came by letter; null: asked here. */
  recordedBy: string | null;
  recorderName: string | null;
  /** The day on which a letter came; null: asked here, or entered when that was not noted. */
  receivedOn: string | null;
  requestedAt: string;
  /** Who asked, where that is a guardian whom the reader may know by name. */
  guardianName: string | null;
  state: AmendmentState;
  contested: string;
  level: ContestedLevel;
  /** The course that it is about; null: none, or more than one. */
  courseTitle: string | null;
  wanted: string;
  reason: string;
  decidedBy: string | null;
  deciderName: string | null;
  decidedAt: string | null;
  decision: string | null;
  hearingRequestedAt: string | null;
  /** When and where the hearing is; null: not set yet. */
  hearingAt: string | null;
  hearingPlace: string | null;
  hearingHasBegun: boolean;
  hearerName: string | null;
  heardAt: string | null;
  hearingDecision: string | null;
  statement: string | null;
};

/** As somebody finds it who may have to decide. `hasTies`: teaches the student or is a guardian, and leaves it to somebody else. */
export type QueuedAmendment = Amendment & { hasTies: boolean };
