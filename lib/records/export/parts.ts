import type { Transaction } from '@/db/client';
import { type Statement, statement } from '@/db/statement';
import type { Ground } from '../schema';

/** SQL: what a score rests on. What the class usually does is told nowhere as exactly: a median may be one classmate's own. */
const ownReasons = `(
       SELECT coalesce(jsonb_agg(r - 'usual' - 'expected' || CASE WHEN r ->> 'signal' = 'trend'
         THEN jsonb_build_object('usual', r -> 'usual') ELSE '{}' END), '[]') FROM jsonb_array_elements(reasons) r)`;

/** What a complete copy holds besides the record itself: one statement a part, each about the student alone. */
export const recordParts = {
  progress: statement(
    'records.export-progress',
    `SELECT p.course_id AS "courseId", l.title AS lesson, s.title AS section, p.completion_percentage AS completion,
       p.time_spent AS "timeSpent", p.learning_velocity AS "learningVelocity", p.completed_at AS "completedAt",
       p.difficulty_rating AS "difficultyRating", p.difficulty_rated_at AS "difficultyRatedAt",
       p.comprehension_score AS "comprehensionScore", p.comprehension_scored_at AS "comprehensionScoredAt", p.first_activity_at AS "firstActivityAt",
       p.last_activity_at AS "lastActivityAt"
     FROM (SELECT * FROM user_progress WHERE user_id = $1 UNION SELECT * FROM opened_progress($1)) p
     JOIN lessons l ON l.id = p.lesson_id JOIN sections s ON s.id = p.section_id
     ORDER BY p.course_id, l.lesson_order, s.section_order`,
  ),
  days: statement(
    'records.export-days',
    `SELECT a.day, a.course_id AS "courseId", s.title AS section, a.seconds, a.interactions
     FROM activity_days a LEFT JOIN sections s ON s.id = a.section_id
     WHERE a.user_id = $1 ORDER BY a.day DESC, a.course_id, s.title, a.section_id`,
  ),
  enrolments: statement(
    'records.export-enrolments',
    `SELECT course_id AS "courseId", course_version AS "courseVersion", begins_on AS "beginsOn", ends_on AS "endsOn",
       dropped_at AS "droppedAt" FROM enrollments WHERE user_id = $1 AND role = 'STUDENT' ORDER BY enrolled_at, course_id`,
  ),
  answers: statement(
    'records.export-answers',
    `SELECT a.course_id AS "courseId", v.prompt AS question, (
         SELECT coalesce(jsonb_agg(c ->> 'text'), '[]') FROM jsonb_array_elements(v.choices) c
         WHERE c ->> 'id' = ANY (a.chosen)) AS chosen, a.correct, a.attempt, a.answered_at AS "answeredAt"
     FROM question_answers a JOIN question_versions v ON v.question_id = a.question_id AND v.version = a.question_version
     WHERE a.user_id = $1 ORDER BY a.answered_at, a.id`,
  ),
  riskScores: statement(
    'records.export-risk',
    `SELECT course_id AS "courseId", day, score, evidence -> 'student' AS evidence, ${ownReasons} AS reasons
     FROM risk_snapshots WHERE user_id = $1 ORDER BY day, course_id`,
  ),
  riskNow: statement(
    'records.export-risk-now',
    `SELECT course_id AS "courseId", score, confidence, change, ${ownReasons} AS reasons
     FROM risk_list_students WHERE user_id = $1 ORDER BY course_id`,
  ),
  standings: statement(
    'records.export-standings',
    `SELECT course_id AS "courseId", day, status, status_confidence AS "statusConfidence", style,
       style_confidence AS "styleConfidence", rules_version AS "rulesVersion"
     FROM standings WHERE user_id = $1 ORDER BY day, course_id`,
  ),
  recommendations: statement(
    'records.export-recommendations',
    // As with risk scores: the exact place in the class would be told nowhere else.
    `SELECT course_id AS "courseId", rule, section_id AS "sectionId", kind, at, rules_version AS "rulesVersion",
       evidence #- '{standing,classMedian}' #- '{standing,classmatesBelow}' #- '{standing,classmatesAbove}' AS evidence
     FROM (SELECT * FROM recommendation_events WHERE user_id = $1 UNION SELECT * FROM opened_recommendations($1)) r
     ORDER BY at, course_id, rule, section_id, kind`,
  ),
  consents: statement(
    'records.export-consents',
    `SELECT records, purpose, party_name AS "partyName", party_email AS "partyEmail", signature, signed_on AS "signedOn",
       expires_on AS "expiresOn", revoked_at AS "revokedAt" FROM consents WHERE student_id = $1 ORDER BY created_at, id`,
  ),
  rightsFacts: statement(
    'records.export-rights-facts',
    `SELECT birth_date AS "birthDate", postsecondary_since AS "postsecondarySince",
       collection_suspended_at AS "collectionSuspendedAt", recorded_at AS "recordedAt" FROM rights_facts WHERE user_id = $1`,
  ),
  guardianships: statement(
    'records.export-guardianships',
    `SELECT relationship, verified_at AS "verifiedAt", collection_agreed_at AS "collectionAgreedAt",
       collection_withdrawn_at AS "collectionWithdrawnAt", ended_at AS "endedAt"
     FROM guardianships WHERE student_id = $1 ORDER BY verified_at, id`,
  ),
  directoryChoice: statement(
    'records.export-directory-choice',
    'SELECT opted_out AS "optedOut", chosen_at AS "chosenAt" FROM directory_choices WHERE user_id = $1',
  ),
  inspections: statement(
    'records.export-inspections',
    `SELECT requested_at AS "requestedAt", requested_on AS "requestedOn", wants, recorder_name AS "recorderName", withdrawn_at AS "withdrawnAt", answered_at AS "answeredAt",
       answerer_name AS "answererName", answer, released
     FROM inspection_requests WHERE student_id = $1 ORDER BY requested_at, id`,
  ),
  amendments: statement(
    'records.export-amendments',
    `SELECT requested_at AS "requestedAt", recorder_name AS "recorderName", received_on AS "receivedOn", state, contested, wanted, reason, decider_name AS "deciderName",
       decided_at AS "decidedAt", decision, hearing_requested_at AS "hearingRequestedAt", hearing_at AS "hearingAt",
       hearing_place AS "hearingPlace", hearer_name AS "hearerName",
       heard_at AS "heardAt", hearing_decision AS "hearingDecision"
     FROM amendment_requests WHERE student_id = $1 ORDER BY requested_at, id`,
  ),
  erasures: statement(
    'records.export-erasures',
    `SELECT requested_at AS "requestedAt", recorder_name AS "recorderName", received_on AS "receivedOn", state, decided_at AS "decidedAt", decider_name AS "deciderName", ground
     FROM erasure_requests WHERE student_id = $1 ORDER BY requested_at, id`,
  ),
} satisfies Record<string, Statement>;

/** What only the student's own copy holds besides: it is shown to nobody else. */
export const ownParts = {
  notifications: statement(
    'records.export-notifications',
    `SELECT kind, course_id AS "courseId", title, body, created_at AS "createdAt", read_at AS "readAt" FROM notifications
     WHERE user_id = $1 ORDER BY created_at, id`,
  ),
  notificationChoices: statement(
    'records.export-notification-choices',
    'SELECT kind, in_app AS "inApp", email FROM notification_preferences WHERE user_id = $1 ORDER BY kind',
  ),
  quietHours: statement(
    'records.export-quiet-hours',
    'SELECT from_minute AS "fromMinute", until_minute AS "untilMinute" FROM quiet_hours WHERE user_id = $1',
  ),
} satisfies Record<string, Statement>;

type Part = Record<string, unknown>[];

const reader =
  (tx: Transaction, studentId: string) =>
  (part: Statement): Promise<Part> =>
    tx.rows(part, [studentId]);

/** Every part in the order of the table, as rows that say by themselves what they are. */
export async function readParts(
  tx: Transaction,
  studentId: string,
): Promise<Record<keyof typeof recordParts, Part>> {
  const read = reader(tx, studentId);
  return {
    progress: await read(recordParts.progress),
    days: await read(recordParts.days),
    enrolments: await read(recordParts.enrolments),
    answers: await read(recordParts.answers),
    riskScores: await read(recordParts.riskScores),
    riskNow: await read(recordParts.riskNow),
    standings: await read(recordParts.standings),
    recommendations: await read(recordParts.recommendations),
    consents: await read(recordParts.consents),
    rightsFacts: await read(recordParts.rightsFacts),
    guardianships: await read(recordParts.guardianships),
    directoryChoice: await read(recordParts.directoryChoice),
    inspections: await read(recordParts.inspections),
    amendments: await read(recordParts.amendments),
    erasures: await read(recordParts.erasures),
  };
}

/** The parts of the student's own copy. */
export async function readOwnParts(
  tx: Transaction,
  studentId: string,
): Promise<Record<keyof typeof ownParts, Part>> {
  const read = reader(tx, studentId);
  return {
    notifications: await read(ownParts.notifications),
    notificationChoices: await read(ownParts.notificationChoices),
    quietHours: await read(ownParts.quietHours),
  };
}

/** Columns that hold somebody's words, which may name other students: what came by letter, an administrator wrote down. */
const worded = new Set([
  'wants',
  'contested',
  'wanted',
  'reason',
  'decision',
  'hearingDecision',
  'hearingPlace',
  'answer',
  'ground',
  'title',
  'body',
]);

/** Of a request: what whoever asked has written, where nobody entered a letter. */
const ownWords = new Set(['wants', 'contested', 'wanted', 'reason']);

/**
 * What those who hold the rights have written stands in their copies as it was written: of many names that somebody tries, those that were
 * taken out would tell who studies here. To parties that a consent names, row security shows none of it.
 */
const isAsker = (ground: Ground): boolean => ground === 'OWN_RECORD' || ground === 'GUARDIAN';

type Parts = Record<string, Part>;
type Word = { row: Record<string, unknown>; name: string; text: string; isOfAsker: boolean };

const wordsIn = (parts: Parts): Word[] =>
  Object.values(parts).flatMap((rows) =>
    rows.flatMap((row) =>
      Object.entries(row).flatMap(([name, text]) =>
        worded.has(name) && typeof text === 'string'
          ? [{ row, name, text, isOfAsker: row.recorderName === null && ownWords.has(name) }]
          : [],
      ),
    ),
  );

/** What has to be looked through for names of other students. */
export const wordsOf = (parts: Parts, ground: Ground): string[] =>
  wordsIn(parts)
    .filter(({ isOfAsker }) => !(isOfAsker && isAsker(ground)))
    .map(({ text }) => text);

/** The parts as whoever has the ground may read them; other people's words as `redact` leaves them. */
export function redactParts<P extends Parts>(parts: P, redact: (text: string) => string, ground: Ground): P {
  for (const { row, name, text, isOfAsker } of wordsIn(parts))
    if (!(isOfAsker && isAsker(ground))) row[name] = redact(text);
  return parts;
}
