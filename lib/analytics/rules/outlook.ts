import { rulePart } from './threshold';

export const outlook = rulePart({
  title: 'Plan and forecast',
  about: 'When a course should be finished, and when it will be at the pace of the recent weeks.',
  thresholds: {
    hoursAWeek: {
      meaning: 'Weekly study time that the plan reckons with where a course has no dates but an estimate.',
      source: 'Chosen: half an hour on six days.',
      unit: 'hours a week',
      min: 0.5,
      max: 40,
      step: 0.5,
      values: { 2: 3 },
    },
    weeks: {
      meaning: 'The forecast looks back at most so many whole weeks.',
      source: 'Chosen: long enough for an interval, short enough to follow a change of habit.',
      unit: 'weeks',
      min: 3,
      max: 10,
      step: 1,
      values: { 2: 6 },
    },
    minimumWeeks: {
      meaning: 'No forecast before so many whole weeks.',
      source: 'The fewest from which the spread of a pace can be estimated at all.',
      unit: 'weeks',
      min: 3,
      max: 10,
      step: 1,
      values: { 2: 3 },
    },
    minimumSections: {
      meaning: 'No forecast with fewer sections finished in these weeks.',
      source: 'Chosen: below five the range is wider than a term.',
      unit: 'sections',
      min: 2,
      max: 30,
      step: 1,
      values: { 2: 5 },
    },
    horizonYears: {
      meaning: 'A forecast says no date that lies further ahead than so many years.',
      source: 'Chosen: longer than any course of the product takes.',
      unit: 'years of 365 days',
      min: 1,
      max: 5,
      step: 1,
      values: { 4: 3 },
    },
  },
  ordered: [['minimumWeeks', 'weeks']],
});
