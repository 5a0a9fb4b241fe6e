import { expect, it } from 'vitest';
import { sectionsText } from './sections-text';

it.each([
  [7.25, 1, 20, '1 of 20 sections done, others in part'],
  [5, 1, 20, '1 of 20 sections done'],
  [33.33, 1, 3, '1 of 3 sections done'],
  [66.66, 2, 3, '2 of 3 sections done'],
  [0.5, 0, 1, '0 of 1 section done, others in part'],
  [0, 0, 0, '0 of 0 sections done'],
  [100, 20, 20, '20 of 20 sections done'],
])('says beside %d %% that %d of %d are “%s”', (progress, completed, required, words) => {
  expect(sectionsText(progress, { completed, required })).toBe(words);
});
