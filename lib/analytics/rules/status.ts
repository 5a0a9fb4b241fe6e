import { rulePart } from './threshold';

/** A ratio of the median alone cannot work: above a median of 83.3 % nobody could be ahead by 1.2. */
export const status = rulePart({
  title: 'Learning status',
  about:
    'A student is ahead or needs attention only where both agree: the ratio to the class median and the place in the class.',
  thresholds: {
    minimumSections: {
      meaning: 'So many sections must be started before anything is said about a student.',
      source: 'Chosen: below three sections one slow evening decides everything.',
      unit: 'sections',
      min: 1,
      max: 20,
      step: 1,
      values: { 1: 3 },
    },
    minimumMinutes: {
      meaning: 'So much time must be spent before a status is given.',
      source: 'Chosen: about the estimate of one section.',
      unit: 'minutes',
      min: 0,
      max: 120,
      step: 5,
      values: { 1: 10 },
    },
    aheadRatio: {
      meaning: 'Ahead from this multiple of the class median on.',
      source: 'The ratio that the first release of the product used.',
      unit: '× the class median',
      min: 1,
      max: 3,
      step: 0.05,
      values: { 1: 1.2 },
    },
    aheadGapClosed: {
      meaning: 'Above a high median, closing this share of the gap to 100 % counts as ahead as well.',
      source: 'Chosen: half of what the median student has still to do.',
      unit: 'of the gap',
      min: 0.1,
      max: 1,
      step: 0.05,
      values: { 1: 0.5 },
    },
    aheadOfShare: {
      meaning: 'Ahead only with at least this share of classmates behind.',
      source: 'Chosen: the upper quarter of the class.',
      unit: 'of classmates',
      min: 0.5,
      max: 0.95,
      step: 0.05,
      values: { 1: 0.75 },
    },
    behindRatio: {
      meaning: 'Needs attention from this multiple of the class median down.',
      source: 'The ratio that the first release of the product used.',
      unit: '× the class median',
      min: 0.2,
      max: 1,
      step: 0.05,
      values: { 1: 0.8 },
    },
    behindShare: {
      meaning: 'Needs attention only with at least this share of classmates further.',
      source: 'Chosen: the lower quarter of the class.',
      unit: 'of classmates',
      min: 0.5,
      max: 0.95,
      step: 0.05,
      values: { 1: 0.75 },
    },
  },
});
