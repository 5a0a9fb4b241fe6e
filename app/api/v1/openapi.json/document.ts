import { z } from 'zod';
import { answerInput, lessonQuestionsQuery } from '@/lib/assessment/schema';
import { auditQuery } from '@/lib/audit/query';
import { listingQuery, searchQuery, suggestQuery } from '@/lib/catalog/schema';
import { atRiskQuery } from '@/lib/classes/risk/schema';
import { activityQuery, exportQuery, rosterQuery } from '@/lib/classes/schema';
import { enrollmentInput } from '@/lib/enrollment/schema';
import { centreQuery, readInput } from '@/lib/notifications/schema';
import { historyQuery } from '@/lib/optimizer/schema';
import { trailExportQuery } from '@/lib/oversight/export-trail';
import { progressBatch } from '@/lib/progress/schema';
import { disclosureQuery } from '@/lib/records/disclosures';
import { accessRequest, exportRequest } from '@/lib/records/schema';
import { version } from '@/package.json';

type Operation = {
  summary: string;
  query?: z.ZodType;
  body?: z.ZodType;
  path?: string[];
  answer: string;
  /** Whether a session is needed. */
  personal?: boolean;
  /** Whether the answer says with 201 that something is there now that was not. */
  makes?: boolean;
};

const operations: Record<string, Operation> = {
  'GET /api/health': {
    summary: 'Whether the product can serve',
    answer:
      'status, database, version, backups {state: ok, caution, critical or unknown; for administrators alarms}; 503 otherwise',
  },
  'GET /api/v1/courses': {
    summary: 'Published courses',
    query: listingQuery,
    answer: 'items, nextCursor, facets, total, didYouMean, relaxed',
  },
  'GET /api/v1/courses/{id}': {
    summary: 'A course with its lessons and sections',
    path: ['id'],
    answer: 'the course',
  },
  'GET /api/v1/courses/{id}/me': {
    summary: 'What whoever asks is to a course',
    path: ['id'],
    answer: 'kind (visitor, student, staff); a student’s enrolment and next step; whether staff teach it',
  },
  'GET /api/v1/me': {
    summary: 'Who is signed in',
    answer:
      'viewer: userId, displayName, role, hasRecord (is a student, or was one), isGuardian (holds the rights in a student’s record), isOnlyGuardian (and never was in a course, with the account of a student), isConsented (a consent opens somebody’s record to them); null for nobody',
  },
  'POST /api/v1/me/sign-out': {
    summary: 'End the session of this browser, or of every browser',
    query: z.strictObject({ everywhere: z.string().optional() }),
    answer: '303 to the start page',
  },
  'GET /api/v1/search': {
    summary: 'Courses and lessons by text',
    query: searchQuery,
    answer: 'courses, lessons with highlights',
  },
  'GET /api/v1/search/suggest': {
    summary: 'What somebody may be about to type',
    query: suggestQuery,
    answer: 'suggestions: courses by title and code, subjects, words',
  },
  'POST /api/v1/enrollments': {
    summary: 'Enrol',
    body: enrollmentInput,
    answer: 'courseId, changed',
    makes: true,
    personal: true,
  },
  'DELETE /api/v1/enrollments/{courseId}': {
    summary: 'Leave a course',
    path: ['courseId'],
    answer: 'courseId, changed',
    personal: true,
  },
  'POST /api/v1/progress': {
    summary: 'Report own progress; repeating an event is harmless',
    body: progressBatch,
    answer: 'accepted, duplicates, rejected',
    personal: true,
  },
  'GET /api/v1/courses/{id}/questions': {
    summary: 'The questions of a lesson, for its students with their last answers',
    path: ['id'],
    query: lessonQuestionsQuery,
    answer: 'items; which choices are right only where that may be known',
    personal: true,
  },
  'POST /api/v1/answers': {
    summary: 'Answer a question; repeating an answer is harmless',
    body: answerInput,
    answer: 'attempt, correct, key once it may be known, comprehension, duplicate; 201 for a new answer',
    personal: true,
  },
  'GET /api/v1/me/progress': {
    summary: 'Own progress with recommendations and insights',
    query: z.strictObject({ courseId: z.guid().optional() }),
    answer:
      'asOf; analytics (a course each, with plan, status and style, and the rules behind them); overall (the same courses added up: sums, means of all sections together, and how many courses are ahead of their class medians); recommendations (most urgent first, each with its rule, evidence and section); insights; streak',
    personal: true,
  },
  'GET /api/v1/me/notifications': {
    summary: 'What one was told, newest first',
    query: centreQuery,
    answer: 'items, nextCursor',
    personal: true,
  },
  'GET /api/v1/me/notifications/unread': {
    summary: 'How much of it one has not read',
    answer: 'unread, counted up to 100',
    personal: true,
  },
  'POST /api/v1/me/notifications/read': {
    summary: 'Mark one of them as read; repeating it is harmless',
    body: readInput,
    answer: 'marked: how many',
    personal: true,
  },
  'POST /api/v1/unsubscribe': {
    summary: 'Stop e-mails by the link of one (RFC 8058); no session',
    query: z.strictObject({ token: z.string() }),
    answer: 'stopped: the kind, or the sort of digest',
  },
  'GET /api/v1/courses/{id}/class': {
    summary: 'The class list',
    path: ['id'],
    query: rosterQuery,
    answer:
      'items, each with status, learningStatus (as the student’s own dashboard says it now; null for none yet), keepsNamePrivate (not to be named outside the class) and statements (what the student says of contested parts of the record; goes wherever the figures go); previousCursor, nextCursor, total',
    personal: true,
  },
  'GET /api/v1/courses/{id}/class/summary': {
    summary: 'Totals and distribution of a class',
    path: ['id'],
    answer: 'the summary',
    personal: true,
  },
  'GET /api/v1/courses/{id}/class/pulse': {
    summary: 'The summary of a class, for asking again and again: 304 to an If-None-Match that still holds',
    path: ['id'],
    answer: 'the summary',
    personal: true,
  },
  'GET /api/v1/courses/{id}/class/lessons': {
    summary: 'Drop-off by lesson',
    path: ['id'],
    answer: 'items',
    personal: true,
  },
  'GET /api/v1/courses/{id}/class/at-risk': {
    summary: 'Students who stand out, with reasons and what changed within a week; the look is audited',
    path: ['id'],
    query: atRiskQuery,
    answer:
      'items, nextCursor, asOf, workedOutAt (null: for this answer), comparedWith, totals, shownAtMost, usual, left, leftTotal, rules, weights; notEnough says why there is no list yet',
    personal: true,
  },
  'GET /api/v1/courses/{id}/class/questions': {
    summary: 'How a class answers each question: difficulty, discrimination, choices, flags',
    path: ['id'],
    answer: 'asOf, leastStudents, items',
    personal: true,
  },
  'GET /api/v1/courses/{id}/class/scores': {
    summary: 'How the mean scores of the current students spread',
    path: ['id'],
    answer: 'students, mean, median, distribution',
    personal: true,
  },
  'GET /api/v1/courses/{id}/class/activity': {
    summary: 'Active students by day and by week',
    path: ['id'],
    query: activityQuery,
    answer: 'from, to, timeZone, firstActiveDay, lastActiveDay, counted, days, weeks',
    personal: true,
  },
  'GET /api/v1/courses/{id}/class.csv': {
    summary: 'The class list as CSV; the export is audited',
    path: ['id'],
    query: exportQuery,
    answer: 'text/csv',
    personal: true,
  },
  'POST /api/v1/records/access': {
    summary: 'Ask for a student’s record; answer and refusal are audited',
    body: accessRequest,
    answer:
      'decision, level (what is shown), asked (the scope that was asked for, which may be more), ground, courseIds, record (its student with keepsNamePrivate: does not want the name given out; in full with the notes of teachers, for others than staff as they were released), notice; 403 without a ground',
    personal: true,
  },
  'POST /api/v1/records/export': {
    summary: 'A student’s record as a file: complete for guardians and administrators; audited either way',
    body: exportRequest,
    answer:
      'the record with all its parts (its student with keepsNamePrivate), for whom it was made, notice; 403 without a ground',
    personal: true,
  },
  'GET /api/v1/me/record': {
    summary: 'The own complete record as a file',
    answer: 'as of POST /api/v1/records/export',
    personal: true,
  },
  'GET /api/v1/me/disclosure-record': {
    summary: 'To whom the own record was given (34 CFR 99.32)',
    answer: 'items',
    personal: true,
  },
  'GET /api/v1/me/disclosures': {
    summary: 'Who looked at the own record, when and why',
    query: disclosureQuery,
    answer: 'items, nextCursor',
    personal: true,
  },
  'GET /api/v1/admin/audit': {
    summary: 'The trail of the own institution',
    query: auditQuery,
    answer: 'items, nextCursor',
    personal: true,
  },
  'GET /api/v1/admin/audit/export': {
    summary: 'Everything of the trail that matches, as CSV or a line of JSON each; audited',
    query: trailExportQuery,
    answer: 'a file, streamed',
    personal: true,
  },
  'GET /api/v1/admin/compliance': {
    summary: 'What every compliance check finds now, with its evidence; audited',
    answer: 'asOf, version, state, checks',
    personal: true,
  },
  'GET /api/v1/admin/performance': {
    summary: 'Server, tables, statements, latency by route and what the checks found',
    answer: 'asOf, server, tables, statements, latencies, queues, forecast, settings, checks',
    personal: true,
  },
  'GET /api/v1/admin/cache': {
    summary: 'Cache classes with their bounds and counters',
    answer: 'asOf, instance, redis, classes',
    personal: true,
  },
  'GET /api/v1/admin/backups': {
    summary: 'What can be restored, and how backups, archive and drills stand',
    answer:
      'asOf, isOurs, policy, rules, platform, missing, backups, archives, restorable, unreadable, archive, retainedBytes, slot, freeBytes, databaseFreeBytes, clockSkew, projection, lastDrill, lastPrune, requests, runs, alarms',
    personal: true,
  },
  'GET /api/v1/admin/optimizer': {
    summary:
      'Changes of the database that would make the product faster, with their trials and what became of them',
    answer: 'asOf, open, advice, settled, runs, measurable, window',
    personal: true,
  },
  'GET /api/v1/admin/optimizer/history': {
    summary: 'Everything that became of every proposal, as a dated report',
    query: historyQuery,
    answer: 'text/csv or text/markdown',
    personal: true,
  },
};

/** A list is one parameter with commas in it. */
const isList = (property: unknown) =>
  typeof property === 'object' && property !== null && 'type' in property && property.type === 'array';

function queryParameters(schema: z.ZodType) {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: 'query',
    required: false,
    schema: property,
    ...(isList(property) && { style: 'form', explode: false }),
  }));
}

const problem = {
  description: 'A refusal in plain words',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

function describe({ summary, query, body, path = [], answer, personal, makes }: Operation) {
  return {
    summary,
    parameters: [
      ...path.map((name) => ({
        name,
        in: 'path',
        required: true,
        schema: { type: 'string', format: 'uuid' },
      })),
      ...(query ? queryParameters(query) : []),
    ],
    ...(body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: z.toJSONSchema(body, { io: 'input' }) } },
      },
    }),
    responses: {
      200: { description: answer },
      ...(makes && { 201: { description: `${answer}; made by this call` } }),
      '4XX': problem,
      '5XX': problem,
    },
    ...(personal && { security: [{ session: [] }] }),
  };
}

const paths: Record<string, Record<string, ReturnType<typeof describe>>> = {};
for (const [call, operation] of Object.entries(operations)) {
  const [method = '', path = ''] = call.split(' ');
  paths[path] = { ...paths[path], [method.toLowerCase()]: describe(operation) };
}

/** The HTTP interface as OpenAPI 3.1; parameters and bodies come from the schemas that parse them. */
export const openApi = {
  openapi: '3.1.0',
  info: { title: 'Syllabase', version },
  paths,
  components: {
    schemas: {
      Problem: {
        type: 'object',
        required: ['type', 'title', 'status', 'detail'],
        properties: {
          type: { type: 'string' },
          title: { type: 'string' },
          status: { type: 'integer' },
          detail: { type: 'string' },
          fields: { type: 'object', additionalProperties: { type: 'string' } },
        },
      },
    },
    securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'authjs.session-token' } },
  },
};
