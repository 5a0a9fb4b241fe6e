import type { Transaction } from '@/db/client';
import { type Statement, statement } from '@/db/statement';
import { perform } from '@/lib/access/action';
import { may } from '@/lib/access/policy';
import type { Viewer } from '@/lib/access/viewer';
import { nothingChanged } from '@/lib/audit/untold';
import { notFound, Refusal } from '@/lib/errors';
import { readStudentRights } from '../guardians/queries';
import { readRelation } from '../relation';
import { requireHolder } from '../require-holder';
import { requireNoInterest } from './judge';
import { readContestableCourses } from './queries';
import {
  amendmentDecision,
  amendmentId,
  amendmentInput,
  type ContestedLevel,
  hearingInput,
  statementInput,
} from './schema';
import { type AmendmentEvent, type AmendmentState, nextState } from './state';

/** Days from now within which a hearing is held. */
const furthestHearing = 365;

const insert = statement(
  'records.ask-amendment',
  `INSERT INTO amendment_requests (student_id, institution_id, requested_by, contested, course_id, level, wanted, reason)
   VALUES ($1, institution_of($1), $2, $3, $4, $5, $6, $7) RETURNING id`,
);
/** Until the end of the transaction, so that requests about one record are counted one after the other. */
const turnOf = statement(
  'records.turn-to-ask-amendment',
  "SELECT pg_advisory_xact_lock(hashtext('syllabase:amendments'), hashtext($1))",
);
const openOnes = statement(
  'records.open-amendments',
  `SELECT count(*)::int AS open FROM amendment_requests
   WHERE student_id = $1 AND state IN ('REQUESTED', 'HEARING_REQUESTED')`,
);
/** Until the end of the transaction, so that whoever comes second finds what the first one did. */
const turnAt = statement(
  'records.turn-at-amendment',
  "SELECT pg_advisory_xact_lock(hashtext('syllabase:amendment'), hashtext($1))",
);
const find = statement(
  'records.amendment',
  `SELECT id, student_id AS "studentId", institution_id AS "institutionId", requested_by AS "requestedBy", state,
     recorded_by AS "recordedBy", decided_by AS "decidedBy", contested, course_id AS "courseId", level,
     hearing_at <= now() AS "hearingHasBegun" FROM amendment_requests WHERE id = $1`,
);
const decide = statement(
  'records.decide-amendment',
  `UPDATE amendment_requests SET state = $3, decided_by = $4, decider_name = $5, decided_at = now(), decision = $6
   WHERE id = $1 AND state = $2 RETURNING id`,
);
const hear = statement(
  'records.hear-amendment',
  `UPDATE amendment_requests SET state = $3, heard_by = $4, hearer_name = $5, heard_at = now(), hearing_decision = $6
   WHERE id = $1 AND state = $2 RETURNING id`,
);
/** On the clocks of the institution, which show some times not at all; one within a day is no notice in advance. */
const setHearing = statement(
  'records.set-hearing',
  `UPDATE amendment_requests a SET hearing_at = h.at, hearing_place = $5, hearing_set_at = now()
   FROM (SELECT i.id, i.time_zone, ($3::date + $4::time) AT TIME ZONE i.time_zone AS at FROM institutions i) h
   WHERE a.id = $1 AND a.state = $2 AND h.id = a.institution_id AND h.at AT TIME ZONE h.time_zone = $3::date + $4::time
     AND h.at > now() + interval '1 day' AND h.at < now() + make_interval(days => ${furthestHearing}) RETURNING a.id`,
);
const move = statement(
  'records.move-amendment',
  `UPDATE amendment_requests SET state = $3::amendment_state_enum, hearing_requested_at =
     CASE WHEN $3::amendment_state_enum = 'HEARING_REQUESTED' THEN now() ELSE hearing_requested_at END
   WHERE id = $1 AND state = $2 RETURNING id`,
);
const state = statement(
  'records.state-about-record',
  `INSERT INTO record_statements (amendment_id, student_id, institution_id, contested, course_id, level, statement, stated_by)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
);

/** Requests about one record that may wait at once: with more, nobody would see those of others. */
const mostOpen = 20;

type Found = {
  id: string;
  studentId: string;
  institutionId: string;
  requestedBy: string;
  recordedBy: string | null;
  state: AmendmentState;
  decidedBy: string | null;
  contested: string;
  courseId: string | null;
  level: ContestedLevel;
  /** Whether the time of the hearing has come; null: none is set. */
  hearingHasBegun: boolean | null;
};

/** Asks to have a part of the own record amended, or of a child's. */
export const askAmendment = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: amendmentInput,
      allow: ({ institutionId }) => institutionId !== null,
      run: async ({ tx, viewer: asker, input: { studentId = asker.userId, ...part } }) => {
        requireHolder(await readRelation(tx, asker, studentId), studentId);
        await Promise.all([requireFewOpen(tx, studentId), requireCourseOf(tx, studentId, part.courseId)]);
        const { contested, courseId, level, wanted, reason } = part;
        const values = [studentId, asker.userId, contested, courseId, level, wanted, reason];
        const [made] = await tx.rows<Found>(insert, values);
        return { value: undefined, audit: made ? event('ask', { id: made.id, studentId }) : nothingChanged };
      },
    },
    viewer,
    raw,
  );

/** Decides on a request, or on a hearing: in writing, with reasons, by somebody without an interest. */
export const decideAmendment = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: amendmentDecision,
      action: 'amendment.decide',
      allow: may.administer,
      run: async ({ tx, viewer: judge, input: { id, verdict, decision } }) => {
        const { request, next } = await advance(tx, id, verdict);
        await requireNoInterest(tx, judge, request);
        const isHearing = request.state === 'HEARING_REQUESTED';
        if (isHearing && verdict === 'REFUSE') requireHeard(request);
        const by = [judge.userId, judge.displayName, decision];
        await write(tx, isHearing ? hear : decide, [id, request.state, next, ...by]);
        const audit = { ...event(isHearing ? 'hear' : 'decide', request), details: { verdict, state: next } };
        return { value: undefined, audit };
      },
    },
    viewer,
    raw,
  );

/**
 * Tells whoever asked for a hearing when and where it is (34 CFR 99.22(b)); again, where it is moved.
 *
 * @throws Refusal where that is within a day, or the administrator may not hold the hearing
 */
export const arrangeHearing = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: hearingInput,
      action: 'amendment.set-hearing',
      allow: may.administer,
      run: async ({ tx, viewer: judge, input: { id, day, time, place } }) => {
        const { request, next } = await advance(tx, id, 'SET_HEARING');
        await requireNoInterest(tx, judge, request);
        const set = await tx.rows(setHearing, [id, next, day, time, place]);
        if (set.length === 0) throw notAhead();
        return {
          value: undefined,
          audit: { ...event('set-hearing', request), details: { hearingOn: day, hearingTime: time, place } },
        };
      },
    },
    viewer,
    raw,
  );

/** Asks for a hearing after a refusal, or enters that a student did so by letter. */
export const askHearing = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  moveOn(viewer, raw, 'ASK_HEARING');

/** Takes a request back, or lets a refusal rest. */
export const withdrawAmendment = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  moveOn(viewer, raw, 'WITHDRAW');

/** Says what is wrong with a part of the record that stands after a hearing; it goes wherever that part goes. */
export const placeStatement = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: statementInput,
      action: 'amendment.state',
      allow: () => true,
      run: async ({ tx, viewer: author, input: { id, statement: words } }) => {
        const { request, next } = await advance(tx, id, 'STATE');
        const isByLetter = await requireAsker(tx, author, request, 'STATE');
        const { studentId, institutionId, contested, courseId, level } = request;
        await write(tx, move, [id, request.state, next]);
        const statedBy = isByLetter ? await holderOf(tx, request) : author.userId;
        const part = [contested, courseId, level];
        await tx.rows(state, [id, studentId, institutionId, ...part, words, statedBy]);
        return { value: undefined, audit: event('state', request, isByLetter) };
      },
    },
    viewer,
    raw,
  );

const moveOn = (viewer: Viewer | null, raw: unknown, step: 'ASK_HEARING' | 'WITHDRAW') =>
  perform(
    {
      input: amendmentId,
      action: step === 'WITHDRAW' ? 'amendment.withdraw' : 'amendment.ask-hearing',
      allow: () => true,
      run: async ({ tx, viewer: holder, input: { id } }) => {
        const { request, next } = await advance(tx, id, step);
        const isByLetter = await requireAsker(tx, holder, request, step);
        await write(tx, move, [id, request.state, next]);
        const what = step === 'WITHDRAW' ? 'withdraw' : 'ask-hearing';
        return { value: undefined, audit: event(what, request, isByLetter) };
      },
    },
    viewer,
    raw,
  );

/**
 * Whoever holds the rights takes the next step; or an administrator without an interest, where the request came by letter and so
 * will the rest. Who refused it may enter that more is asked for, and not that it is let rest.
 *
 * @returns whether it is entered for whoever holds the rights
 */
async function requireAsker(
  tx: Transaction,
  viewer: Viewer,
  request: Found,
  step: AmendmentEvent,
): Promise<boolean> {
  const { studentId, institutionId, recordedBy } = request;
  const relation = await readRelation(tx, viewer, studentId);
  const isTheirs = may.administer(viewer) && viewer.institutionId === institutionId;
  if (recordedBy === null || !isTheirs || relation?.isSelf || relation?.isGuardian) {
    requireHolder(relation, studentId);
    return false;
  }
  await requireNoInterest(tx, viewer, step === 'WITHDRAW' ? request : { ...request, decidedBy: null });
  return true;
}

/** In whose name a statement that came by letter stands: of whoever wrote, or the student to whom the rights have passed. */
async function holderOf(tx: Transaction, { studentId, institutionId, requestedBy }: Found): Promise<string> {
  const { holder, guardians } = await readStudentRights(tx, institutionId, studentId);
  if (holder === 'STUDENT') return studentId;
  if (guardians.some(({ personId }) => personId === requestedBy)) return requestedBy;
  throw new Refusal(
    'conflict',
    'Whoever wrote does not hold the rights in this record now. A guardian who does goes on from the own page.',
  );
}

/**
 * The record does not stand before those were heard who say that it is wrong, with notice in advance (34 CFR 99.22); it may be put
 * right at once.
 */
function requireHeard({ hearingHasBegun }: Found): void {
  if (hearingHasBegun) return;
  throw new Refusal(
    'conflict',
    hearingHasBegun === null
      ? 'No hearing is set: set day, time and place, and decide after it.'
      : 'The hearing has not begun: decide after it, or move it.',
  );
}

function notAhead(): Refusal {
  const sentence = `Choose a day and a time at least a day from now, within ${furthestHearing} days, and that the clocks show.`;
  return new Refusal('invalid', sentence, { day: sentence });
}

/** The request as it is, and the state that a step leads to. */
async function advance(
  tx: Transaction,
  id: string,
  step: AmendmentEvent,
): Promise<{ request: Found; next: AmendmentState }> {
  await tx.rows(turnAt, [id]);
  const [request] = await tx.rows<Found>(find, [id]);
  if (!request) throw notFound();
  const next = nextState(request.state, step);
  if (next === null) throw outOfDate();
  return { request, next };
}

/** Writes a step, unless somebody else took one meanwhile. */
async function write(tx: Transaction, step: Statement, values: unknown[]): Promise<void> {
  if ((await tx.rows(step, values)).length === 0) throw outOfDate();
}

const outOfDate = () =>
  new Refusal(
    'conflict',
    'Somebody has decided, or taken it back, meanwhile: reload the page to see how it stands.',
  );

const event = (what: string, { id, studentId }: { id: string; studentId: string }, isByLetter = false) => ({
  action: `amendment.${what}`,
  objectType: 'amendment request',
  objectId: id,
  studentId,
  ...(isByLetter && { details: { byLetter: true } }),
});

/** @throws Refusal where a course is named that is none of the student's */
export async function requireCourseOf(
  tx: Transaction,
  studentId: string,
  courseId: string | undefined,
): Promise<void> {
  if (courseId === undefined) return;
  const courses = await readContestableCourses(tx, studentId);
  if (courses.some(({ id }) => id === courseId)) return;
  const sentence = 'Choose one of the courses in the list.';
  throw new Refusal('invalid', sentence, { courseId: sentence });
}

/** @throws Refusal where so many requests about a record are open already that others would be out of sight */
export async function requireFewOpen(tx: Transaction, studentId: string): Promise<void> {
  await tx.rows(turnOf, [studentId]);
  const [found] = await tx.rows<{ open: number }>(openOnes, [studentId]);
  if (found && found.open >= mostOpen)
    throw new Refusal(
      'conflict',
      `${mostOpen} requests about this record wait for a decision already. Take one back, or wait for an answer.`,
    );
}
