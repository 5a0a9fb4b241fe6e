import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays } from '@/lib/days';
import { erasureObstacle } from './obstacle';

const facts = {
  isAskedByHolder: true,
  isProtected: false,
  hasOpenRequest: false,
  isEnrolled: false,
  isInstructor: false,
  lastActiveOn: null,
  keptDays: 5 * 365,
  today: '2026-03-02',
};

it('names the ground: what is open, studies that go on, or the days that are left', () => {
  expect(erasureObstacle(facts)).toBeNull();
  expect(erasureObstacle({ ...facts, isProtected: true, hasOpenRequest: true })).toContain('is not closed');
  expect(erasureObstacle({ ...facts, isEnrolled: true })).toContain('enrolled');
  expect(erasureObstacle({ ...facts, isInstructor: true })).toContain('taught here');
  expect(erasureObstacle({ ...facts, lastActiveOn: '2024-01-10' })).toContain('until 8 Jan 2029');
});

it('comes before every other ground that whoever asked does not hold the rights', () => {
  for (const more of [{}, { isEnrolled: true, lastActiveOn: '2024-01-10' }, { isProtected: true }])
    expect(erasureObstacle({ ...facts, ...more, isAskedByHolder: false })).toMatch(
      /does not hold the rights/,
    );
});

it('tells all reasons first, and then what to do about them only where that is enough', () => {
  const both = { ...facts, hasOpenRequest: true, isEnrolled: true };
  expect(erasureObstacle(both)).toMatch(
    /not closed.*enrolled.*\. Before asking again, take that request back or let it rest and leave the course\.$/,
  );
  const kept = erasureObstacle({ ...both, lastActiveOn: '2026-03-01' });
  expect(kept).toMatch(
    /^Proof of studies.*until 28 Feb 2031\. .*not closed.*enrolled.*again after 28 Feb 2031\.$/,
  );
  expect(kept).not.toMatch(/take that request back|leave the course/);
});

it('neither names a legal hold nor tells it from other reasons where there is one', () => {
  const held = { ...facts, isProtected: true };
  expect(erasureObstacle(held)).toMatch(/still has to be kept/);
  expect(erasureObstacle(held)).not.toMatch(/legal|law|hold|matter|case|court|request/i);
  for (const more of [{ isEnrolled: true }, { lastActiveOn: '2024-01-10' }])
    expect(erasureObstacle({ ...held, ...more })).toBe(erasureObstacle({ ...facts, ...more }));
});

it('lets go exactly when the retention is over', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000 }), fc.integer({ min: 1, max: 4_000 }), (days, keptDays) => {
      const lastActiveOn = addDays(facts.today, -days);
      const isKept = erasureObstacle({ ...facts, lastActiveOn, keptDays }) !== null;
      expect(isKept).toBe(days <= keptDays);
    }),
  );
});
