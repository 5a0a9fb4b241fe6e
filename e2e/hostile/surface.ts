import { randomUUID } from 'node:crypto';
import type { Sample } from './routes';
import { everyoneBut, signedIn, signedOut, type Visitor, visitors } from './visitor';

/**
 * Every page and route handler of app/, with the visitors whom the sample's address lets in; `surface.test.ts` compares
 * it with app/, and `surface.spec.ts` tries all of it as all of them.
 */
export type Door = {
  may: readonly Visitor[];
  query?: (sample: Sample) => string;
  /** What those who may get: 200 unless it only leads on. */
  answer?: 307;
  /** Where others are led, or the status that they get, instead of 404. */
  others?: string | readonly string[] | 403;
};

const everybody = visitors;
const students: Visitor[] = ['student', 'guardian'];
const staff: Visitor[] = ['instructor', 'admin', 'elsewhereInstructor', 'elsewhereAdmin'];
const administrators: Visitor[] = ['admin', 'elsewhereAdmin'];
/** Those who answer for the class of the sample. */
const answerable: Visitor[] = ['instructor', 'admin'];

export const pages: Record<string, Door> = {
  '/': { may: everybody },
  '/admin': { may: administrators },
  '/admin/audit': { may: administrators },
  '/admin/audit/flags': { may: administrators },
  '/admin/audit/records/[studentId]': { may: ['admin'] },
  '/admin/backups': { may: administrators },
  '/admin/backups/restore': { may: administrators },
  '/admin/cache': { may: administrators },
  '/admin/compliance': { may: administrators },
  '/admin/keys': { may: administrators },
  '/admin/optimizer': { may: administrators },
  '/admin/optimizer/research': { may: administrators },
  '/admin/people': { may: administrators },
  '/admin/people/[userId]': { may: ['admin'] },
  '/admin/performance': { may: administrators },
  '/admin/records': { may: administrators },
  '/admin/records/emergencies': { may: administrators },
  '/admin/records/requests': { may: administrators },
  '/admin/records/retention': { may: administrators },
  '/admin/records/students': { may: administrators },
  '/admin/rules': { may: administrators },
  '/catalog': { may: everybody, answer: 307 },
  '/catalog/find': { may: everybody, answer: 307 },
  '/consented': { may: signedIn },
  '/courses/[id]': { may: everybody },
  '/courses/[id]/preview': { may: signedIn, answer: 307 },
  // Where students start: others are led to where they start.
  '/dashboard': { may: students, others: ['/teach', '/admin'] },
  '/dashboard/[courseId]': { may: ['student'] },
  '/dashboard/privacy': { may: students },
  '/dashboard/privacy/choices': { may: students },
  '/dashboard/privacy/details': { may: students },
  '/dashboard/privacy/requests': { may: students },
  '/guardian': { may: ['guardian'] },
  '/guardian/[studentId]': { may: ['guardian'] },
  '/guardian/[studentId]/choices': { may: ['guardian'] },
  '/guardian/[studentId]/requests': { may: ['guardian'] },
  '/learn/[courseId]/[lessonId]': { may: ['student', ...answerable], others: '/courses/' },
  '/method': { may: everybody },
  '/notifications': { may: signedIn },
  '/notifications/messages/[messageId]': { may: ['student'] },
  '/notifications/preferences': { may: signedIn },
  '/sign-in': { may: signedOut, others: '/' },
  '/teach': { may: staff },
  '/teach/emergency': { may: staff },
  '/teach/[courseId]': { may: answerable },
  '/teach/[courseId]/activity': { may: answerable },
  '/teach/[courseId]/at-risk': { may: answerable },
  '/teach/[courseId]/compare': { may: answerable },
  '/teach/[courseId]/messages': { may: answerable },
  '/teach/[courseId]/questions': { may: answerable },
  '/teach/[courseId]/students/[userId]': { may: answerable },
  '/teach/[courseId]/students/[userId]/record': { may: answerable },
  '/unsubscribe': { may: everybody },
};

/** What GET answers with something else than a page. */
export const reads: Record<string, Door> = {
  '/api/health': { may: everybody },
  '/api/v1/admin/audit': { may: administrators },
  '/api/v1/admin/audit/export': { may: administrators, query: () => '?format=csv&action=key.create' },
  '/api/v1/admin/backups': { may: administrators },
  '/api/v1/admin/cache': { may: administrators },
  '/api/v1/admin/compliance': { may: administrators },
  '/api/v1/admin/optimizer': { may: administrators },
  '/api/v1/admin/optimizer/history': { may: administrators },
  '/api/v1/admin/performance': { may: administrators },
  '/api/v1/courses': { may: everybody },
  '/api/v1/courses/[id]': { may: everybody },
  '/api/v1/courses/[id]/class': { may: answerable, query: () => '?status=ON_TRACK&limit=5' },
  '/api/v1/courses/[id]/class.csv': { may: answerable, query: () => '?status=ON_TRACK' },
  '/api/v1/courses/[id]/class/activity': { may: answerable },
  '/api/v1/courses/[id]/class/at-risk': { may: answerable },
  '/api/v1/courses/[id]/class/lessons': { may: answerable },
  '/api/v1/courses/[id]/class/pulse': { may: answerable },
  '/api/v1/courses/[id]/class/questions': { may: answerable },
  '/api/v1/courses/[id]/class/scores': { may: answerable },
  '/api/v1/courses/[id]/class/summary': { may: answerable },
  '/api/v1/courses/[id]/me': { may: everybody },
  '/api/v1/courses/[id]/questions': {
    may: ['student', ...answerable],
    query: ({ lesson }) => `?lessonId=${lesson}`,
  },
  '/api/v1/me': { may: everybody },
  '/api/v1/me/disclosure-record': { may: signedIn },
  '/api/v1/me/disclosures': { may: signedIn },
  '/api/v1/me/notifications': { may: signedIn },
  '/api/v1/me/notifications/unread': { may: signedIn },
  '/api/v1/me/progress': { may: signedIn },
  '/api/v1/me/record': { may: students, others: 403 },
  '/api/v1/openapi.json': { may: everybody },
  '/api/v1/search': { may: everybody, query: () => '?q=python' },
  '/api/v1/search/suggest': { may: everybody, query: () => '?q=pyt' },
  '/robots.txt': { may: everybody },
  '/sitemap.xml': { may: everybody },
  '/sitemaps/[page]': { may: everybody },
};

/** A call that changes something, with what a rightful caller would send. */
export type Write = {
  /** Somebody whom it is for: from another site and with a word too many even they are refused. */
  by: Visitor;
  body?: (sample: Sample) => Record<string, unknown>;
  /** Signed in, and refused. */
  refuses: readonly Visitor[];
  status?: 403;
  /** Needs no session. */
  open?: true;
};

const reason = { purpose: 'Grade review', justification: 'A complaint about the last grade.' };

export const writes: Record<string, Write> = {
  'DELETE /api/v1/enrollments/[courseId]': { by: 'student', refuses: everyoneBut('student') },
  'POST /api/v1/answers': {
    by: 'student',
    body: ({ question }) => ({ id: randomUUID(), questionId: question, version: 1, chosen: ['a'] }),
    refuses: everyoneBut('student'),
  },
  'POST /api/v1/enrollments': {
    by: 'student',
    body: ({ course }) => ({ courseId: course }),
    refuses: everyoneBut(...students),
  },
  'POST /api/v1/me/notifications/read': {
    by: 'student',
    body: () => ({ id: randomUUID() }),
    refuses: [],
  },
  'POST /api/v1/me/sign-out': { by: 'student', refuses: [], open: true },
  'POST /api/v1/progress': {
    by: 'student',
    body: ({ course, lesson, section }) => ({
      events: [
        {
          id: randomUUID(),
          courseId: course,
          lessonId: lesson,
          sectionId: section,
          seconds: 10,
          completion: 10,
          at: new Date().toISOString(),
        },
      ],
    }),
    refuses: everyoneBut(...students),
  },
  'POST /api/v1/records/access': {
    by: 'admin',
    body: ({ student }) => ({ ...reason, studentId: student, scope: 'full' }),
    refuses: ['guardian', 'elsewhereInstructor', 'elsewhereAdmin'],
    status: 403,
  },
  'POST /api/v1/records/export': {
    by: 'admin',
    body: ({ student }) => ({ ...reason, studentId: student }),
    refuses: ['guardian', 'elsewhereInstructor', 'elsewhereAdmin'],
    status: 403,
  },
  'POST /api/v1/unsubscribe': { by: 'student', refuses: [], open: true },
};

/** What other specs of this folder try by hand. */
export const triedElsewhere: Record<string, string> = {
  ...Object.fromEntries(
    ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'].map((method) => [
      `${method} /api/[[...path]]`,
      'bad-input.spec.ts',
    ]),
  ),
  'GET /api/auth/[...nextauth]': 'sessions.spec.ts',
  'POST /api/auth/[...nextauth]': 'sessions.spec.ts',
};
