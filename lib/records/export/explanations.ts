import type { ownParts, recordParts } from './parts';

type Part =
  | 'record'
  | keyof typeof recordParts
  | keyof typeof ownParts
  | 'notes'
  | 'messages'
  | 'disclosures';

/** What the parts of a copy are, for whoever reads it with nothing else at hand (34 CFR 99.10(c)). */
const explanations: Record<Part, string> = {
  record:
    'Who the student is, each course with how it stands, statements about parts that the student contests, and what is stored encrypted. completion and comprehension are percent, timeSpent seconds, perceivedDifficulty the mean of the own ratings from 1 (easy) to 5 (hard). activity has a line for each day and course: seconds of study, and how often something was done.',
  progress:
    'Each section that was begun. completion and comprehensionScore are percent, timeSpent seconds, learningVelocity sections an hour (3600 divided by the seconds of a complete section), difficultyRating 1 (easy) to 5 (hard).',
  days: 'The same study by day and section: seconds, and how often something was done. A section of null is one that is no longer kept.',
  enrolments:
    'Enrolments, with the version of the course. endsOn is the last day that was agreed; droppedAt is when the student left the class.',
  answers: 'Answers to questions in courses, in the words of the question at that time.',
  riskScores:
    'What the nightly look at each class made of the student’s own study: score from 0 (nothing stood out) to 100, with what it rests on.',
  riskNow:
    'What the list of each class says now, as its teacher sees it: score as in riskScores, how sure that is, and what the last week changed.',
  standings:
    'How the student stood in a course on the days on which that changed, by the rules of the version that is named, and how sure that was.',
  consents:
    'Who was allowed to see the record, what of it, for what, from when until when, and when that was taken back.',
  rightsFacts:
    'What is known about whose the rights in the record are: until 18 a guardian’s, unless postsecondary education has begun.',
  guardianships: 'Guardians by their relationship to the student, when that was verified and when it ended.',
  directoryChoice: 'Whether the student keeps name and other directory information private, and since when.',
  inspections:
    'Requests to see the record: what was wanted, and what was answered. requestedOn is the day from which the 45 days count.',
  amendments: 'Requests to have something put right, up to decision, hearing and what was decided after it.',
  erasures: 'Requests to be forgotten, and the ground where one was refused.',
  recommendations: 'What was recommended, when, by which rule, and what became of it.',
  notifications: 'Notifications in the product.',
  notificationChoices: 'Which kinds of notification are wanted, and where.',
  quietHours: 'The hours in which no e-mail is sent: minutes after midnight.',
  notes:
    'What teachers noted about the student in a class, and what each note said before it was changed. Outside the staff they are given out by the answer to a request to see the record: none here does not say that there are none.',
  messages: 'Messages of teachers to the student.',
  disclosures: 'To whom outside the institution the record was given, with their legitimate interest.',
};

const units =
  'Instants (…At) are UTC, written by ISO 8601; days (…On, day) are those of the institution. null: not known, or not there. Names of other students are taken out of what staff wrote.';

/** The explanations of those parts that a copy holds, with what is true of all of them. */
export const explain = (parts: { [part in Part]?: unknown }): Record<string, string> => ({
  units,
  ...Object.fromEntries(Object.entries(explanations).filter(([part]) => Object.hasOwn(parts, part))),
});
