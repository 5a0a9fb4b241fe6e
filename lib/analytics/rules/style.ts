import { rulePart } from './threshold';

export const style = rulePart({
  title: 'Learning style',
  about:
    'A pace, not a judgement: sections an hour as a multiple of what the course plans, or as they are where it plans nothing.',
  thresholds: {
    minimumSections: {
      meaning: 'So many sections must be finished before a pace is named.',
      source: 'Chosen: below three sections the mean moves too much.',
      unit: 'sections',
      min: 1,
      max: 20,
      step: 1,
      values: { 1: 3 },
    },
    efficientPace: {
      meaning: '“Quick” above this multiple of the planned pace.',
      source: 'The value of the first release: half as fast again.',
      unit: '× the planned pace',
      min: 1.05,
      max: 4,
      step: 0.05,
      values: { 1: 1.5 },
    },
    thoroughPace: {
      meaning: '“Unhurried” below this multiple of the planned pace.',
      source: 'The value of the first release: half as fast.',
      unit: '× the planned pace',
      min: 0.1,
      max: 0.95,
      step: 0.05,
      values: { 1: 0.5 },
    },
  },
});
