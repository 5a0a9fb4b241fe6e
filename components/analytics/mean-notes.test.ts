import { expect, it } from 'vitest';
import { meanNote, velocityNote } from './mean-notes';

it('says how many sections a mean is of, or that there is none yet', () => {
  expect([meanNote(1, 'rated'), meanNote(12, 'answered'), meanNote(0, 'rated')]).toEqual([
    'mean of 1 section rated',
    'mean of 12 sections answered',
    'Not enough data yet: no section rated.',
  ]);
});

it('does not say “no section done” to who did sections without time', () => {
  expect([velocityNote(3, 5), velocityNote(0, 0), velocityNote(0, 4)]).toEqual([
    'sections an hour, mean of 3 sections done',
    'Not enough data yet: no section done.',
    'No speed: time was not measured in the sections done.',
  ]);
});
