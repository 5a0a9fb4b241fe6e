import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '@/lib/days';
import { type Counted, phaseUses, phaseWords } from './phase-uses';
import { phases } from './phases';
import type { SeenPhase } from './read-phases';

const never: Counted = { since: null, lastScan: null };
const exams = (changes: Partial<SeenPhase> = {}): SeenPhase => ({
  phase: 'EXAMS',
  from: '2026-05-01',
  until: '2026-05-30',
  coveredDays: 30,
  scans: {},
  ...changes,
});
const inExams = (seen: SeenPhase[], counted = never) =>
  phaseUses('public.i', seen, counted).find(({ phase }) => phase === 'EXAMS')?.use;

describe('whether exams used an index', () => {
  it('is told by the readings of both of the last', () => {
    const before = exams({ from: '2025-12-01', until: '2025-12-30' });
    expect(inExams([exams(), before])).toBe('unused');
    expect(inExams([exams(), { ...before, scans: { 'public.i': 3 } }])).toBe('used');
    expect(inExams([exams(), { ...before, coveredDays: 23 }])).toBe('unseen');
    expect(inExams([exams(), { ...before, coveredDays: 24 }])).toBe('unused');
  });

  it('is told by use that was seen, however little was', () => {
    expect(inExams([exams({ coveredDays: 1, scans: { 'public.i': 1 } })])).toBe('used');
    expect(inExams([exams({ scans: { 'public.other': 9 } })])).toBe('unused');
  });

  it('is told by the server where it counted through all of them', () => {
    const unread = [exams({ coveredDays: 0 })];
    expect(inExams(unread, { since: '2026-04-30T23:00:00.000Z', lastScan: null })).toBe('unused');
    expect(inExams(unread, { since: '2026-05-01T00:00:00.000Z', lastScan: null })).toBe('unseen');
    expect(inExams(unread, { since: '2025-01-01T00:00:00.000Z', lastScan: '2026-04-30T10:00:00.000Z' })).toBe(
      'unused',
    );
    // When it was used last says nothing about the times before.
    expect(inExams(unread, { since: '2025-01-01T00:00:00.000Z', lastScan: '2026-06-02T10:00:00.000Z' })).toBe(
      'unseen',
    );
  });

  it('is not known before there were any', () => {
    expect(inExams([])).toBe('unseen');
    expect(inExams([], { since: '2020-01-01T00:00:00.000Z', lastScan: null })).toBe('unseen');
  });
});

it('more that was seen never makes unused of used, nor unseen of seen', () => {
  const one = fc.record({
    phase: fc.constantFrom(...phases),
    from: fc.integer({ min: 0, max: 400 }).map((n) => addDays('2025-01-01', n)),
    coveredDays: fc.integer({ min: 0, max: 20 }),
    scans: fc
      .integer({ min: 0, max: 2 })
      .map((n): Record<string, number> => (n > 0 ? { 'public.i': n } : {})),
  });
  const seen = fc.array(
    one.map((row): SeenPhase => ({ ...row, until: addDays(row.from, 19) })),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(seen, (rows) => {
      const before = phaseUses('public.i', rows, never);
      const after = phaseUses(
        'public.i',
        rows.map((row) => ({ ...row, coveredDays: 20 })),
        never,
      );
      for (const [n, { use, phase }] of before.entries()) {
        const later = after[n]?.use;
        if (use !== 'unseen') expect(later).toBe(use);
        else expect(later).toBe(rows.some((row) => row.phase === phase) ? 'unused' : 'unseen');
      }
      expect(before.map(({ phase }) => phase)).toEqual([...phases]);
    }),
  );
});

it('is said in words', () => {
  const uses = phaseUses('public.i', [exams()], never);
  expect(phaseWords(uses, 'unused')).toBe('exams');
  expect(phaseWords(uses, 'unseen')).toBe('enrolment, teaching');
  expect(phaseWords(uses, 'used')).toBe('');
});
