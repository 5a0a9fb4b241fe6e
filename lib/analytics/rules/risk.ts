import { rulePart, type Threshold } from './threshold';

const points = (meaning: string, source: string, value: number): Threshold => ({
  meaning,
  source,
  unit: 'points',
  min: 0,
  max: 100,
  step: 1,
  values: { 3: value },
});

/** By signal of the score, strongest first. Where the values come from as a whole: docs/decisions/0016-at-risk.md. */
export const riskPoints = rulePart({
  title: 'At-risk list: what a score is made of',
  about:
    'The points that each signal can bring. A score is their share of the points of all signals that can be told of a student, 0 to 100.',
  thresholds: {
    absence: points(
      'Days without activity, beyond the class’s median.',
      'Chosen: presence is what stops first, and what an instructor can act on.',
      20,
    ),
    recent: points(
      'Active days in the last two weeks, against the class’s median.',
      'Chosen: as much as the whole time, which alone would not see somebody stop after a good start.',
      20,
    ),
    steadiness: points(
      'Active days so far, against the class’s median.',
      'Chosen: as much as the last two weeks, which alone would err about holidays.',
      20,
    ),
    effort: points(
      'Time so far or, where it is not measured, interactions, against the class’s median.',
      'Chosen: less than presence, since people work at different speeds.',
      15,
    ),
    progress: points(
      'Required sections done, against the class’s median and the course’s dates, whichever asks less.',
      'Chosen: less than presence, since sections differ in length.',
      15,
    ),
    comprehension: points(
      'Comprehension scores, against the class’s median, where there are some.',
      'Chosen: many courses ask few questions.',
      10,
    ),
    trend: points(
      'Active days this week, against the student’s own three weeks before.',
      'Chosen: enough to break ties.',
      5,
    ),
    start: points(
      'Days until the first activity, beyond the class’s median.',
      'Chosen: enough to break ties; a late start is often made up for.',
      5,
    ),
  },
});

export const risk = rulePart({
  title: 'At-risk list: bounds',
  about: 'From which score on a student is listed, when a signal counts in full, and when nothing is said.',
  thresholds: {
    listedFrom: {
      meaning: 'On the list from this score on.',
      source: 'Chosen: about ten days of silence in a class that is active every day.',
      unit: 'of 100 points',
      min: 10,
      max: 95,
      step: 1,
      values: { 3: 40 },
    },
    highFrom: {
      meaning: 'The row says “high” from this score on.',
      source: 'Chosen: about two thirds of what is usual is missing.',
      unit: 'of 100 points',
      min: 10,
      max: 100,
      step: 1,
      values: { 3: 65 },
    },
    change: {
      meaning: 'A rise or a fall within a week from this difference on.',
      source: 'Chosen: what one signal alone can bring.',
      unit: 'points',
      min: 1,
      max: 50,
      step: 1,
      values: { 3: 5 },
    },
    absenceDays: {
      meaning: 'Absence counts in full from so many days beyond the class’s median on.',
      source: 'Chosen: two weeks.',
      unit: 'days',
      min: 3,
      max: 60,
      step: 1,
      values: { 3: 14 },
    },
    lateStartDays: {
      meaning: 'A late start counts in full from so many days beyond the class’s median on.',
      source: 'Chosen: two weeks.',
      unit: 'days',
      min: 3,
      max: 60,
      step: 1,
      values: { 3: 14 },
    },
    comprehensionGap: {
      meaning: 'Comprehension counts in full from so far below the class’s median on.',
      source: 'Chosen: from a good mark to a clear failure.',
      unit: 'percentage points',
      min: 5,
      max: 100,
      step: 5,
      values: { 3: 40 },
    },
    comprehensionSections: {
      meaning: 'So many sections must be scored before comprehension says anything.',
      source: 'Chosen: one score is a matter of luck.',
      unit: 'sections',
      min: 1,
      max: 20,
      step: 1,
      values: { 3: 2 },
    },
    minimumDays: {
      meaning: 'So many days of a course, and of an enrolment, must pass before anything is said.',
      source: 'Chosen: a whole week, so that every day of the week is in it.',
      unit: 'days',
      min: 3,
      max: 60,
      step: 1,
      values: { 3: 7 },
    },
    minimumClass: {
      meaning: 'So many students who are still learning are needed to speak of what is usual.',
      source: 'Chosen: below ten, one student moves a median.',
      unit: 'students',
      min: 5,
      max: 200,
      step: 1,
      values: { 3: 10 },
    },
  },
  ordered: [['listedFrom', 'highFrom']],
});
