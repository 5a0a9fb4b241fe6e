import { rulePart } from './threshold';

/** What is compared, and why so: docs/decisions/0031-what-a-contact-is-compared-with.md. */
export const impact = rulePart({
  title: 'What came of contacts',
  about:
    'Which days before and after a message or a note are compared, who stood alike before it, and when nothing is said.',
  thresholds: {
    windowDays: {
      meaning:
        'So many days before a contact are compared with as many after it; the day itself is in neither.',
      source: 'Chosen: two whole weeks.',
      unit: 'days',
      min: 7,
      max: 28,
      step: 1,
      values: { 4: 14 },
    },
    fewDays: {
      meaning: 'Active on few of the days before: on one up to so many.',
      source: 'Chosen: about once a week.',
      unit: 'active days',
      min: 1,
      max: 10,
      step: 1,
      values: { 4: 2 },
    },
    someDays: {
      meaning: 'Active on some of the days before: on more than few, up to so many; above are many.',
      source: 'Chosen: less than every other day.',
      unit: 'active days',
      min: 2,
      max: 20,
      step: 1,
      values: { 4: 5 },
    },
    leastStudents: {
      meaning: 'Nothing is said below so many contacted students, and as many to compare with.',
      source: 'Chosen: below ten a comparison says more about persons than about contacts.',
      unit: 'students',
      min: 10,
      max: 100,
      step: 1,
      values: { 4: 10 },
    },
    lookedBackDays: {
      meaning: 'Contacts of the last so many days are looked at.',
      source: 'Chosen: half a year, longer than a term.',
      unit: 'days',
      min: 60,
      max: 365,
      step: 5,
      values: { 4: 180 },
    },
    contactDays: {
      meaning: 'Of the days with contacts, at most so many are looked at, the newest.',
      source: 'Chosen: each is a look at the whole class, which takes seconds in a large one.',
      unit: 'days with contacts',
      min: 5,
      max: 40,
      step: 1,
      values: { 4: 40 },
    },
  },
  ordered: [['fewDays', 'someDays']],
});
