import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { inks, motifs, patternFor } from './cover-pattern';

describe('the cover of a course', () => {
  it('is always the same for a course', () => {
    const id = randomUUID();
    expect(patternFor(id)).toEqual(patternFor(id));
    expect(patternFor('')).toEqual(patternFor(''));
  });

  it('uses every motif and ink, and draws only numbers', () => {
    const patterns = Array.from({ length: 400 }, () => patternFor(randomUUID()));
    expect(new Set(patterns.map(({ motif }) => motif)).size).toBe(motifs.length);
    expect(new Set(patterns.map(({ ink }) => ink)).size).toBe(inks.length);
    for (const path of patterns.flatMap(({ paths }) => paths)) expect(path).toMatch(/^M[-\d lhvaqt]+$/);
  });
});
