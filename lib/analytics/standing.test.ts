import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { productRules } from './rules/rules';
import type { Standing } from './standing';
import * as standing from './standing';

const learningStatus = (s: Standing) => standing.learningStatus(s, productRules);
const learningStyle = (s: Standing) => standing.learningStyle(s, productRules);

const typical: Standing = {
  progress: 50,
  sectionsStarted: 10,
  sectionsCompleted: 8,
  timeSpent: 3600,
  velocity: 1,
  plannedVelocity: null,
  classmates: 40,
  classMedian: 50,
  classmatesBelow: 20,
  classmatesAbove: 19,
};

describe('learning status', () => {
  it('can be ACCELERATED above any median short of 100 %', () => {
    const ahead = { ...typical, classMedian: 95, progress: 99, classmatesBelow: 39, classmatesAbove: 0 };
    expect(learningStatus(ahead).value).toBe('ACCELERATED');
  });

  it('says NEEDS_SUPPORT only far below the median and behind most of the class', () => {
    expect(learningStatus({ ...typical, progress: 20, classmatesBelow: 2, classmatesAbove: 37 }).value).toBe(
      'NEEDS_SUPPORT',
    );
    expect(learningStatus({ ...typical, progress: 45, classmatesBelow: 2, classmatesAbove: 37 }).value).toBe(
      'ON_TRACK',
    );
    expect(learningStatus({ ...typical, progress: 20, classmatesBelow: 20, classmatesAbove: 19 }).value).toBe(
      'ON_TRACK',
    );
  });

  it('says nothing without evidence or with a small class', () => {
    expect(learningStatus({ ...typical, sectionsStarted: 2 }).value).toBeNull();
    expect(learningStatus({ ...typical, timeSpent: 599 }).value).toBeNull();
    expect(learningStatus({ ...typical, classmates: 9, classMedian: null }).value).toBeNull();
  });

  it('asks for no minutes where no time of the class is measured, and does not say that it does', () => {
    const untimed = { ...typical, timeSpent: 0, velocity: null, timeMeasured: false };
    expect(learningStatus(untimed).value).toBe('ON_TRACK');
    expect(learningStatus({ ...untimed, timeMeasured: true }).value).toBeNull();
    expect(learningStatus({ ...untimed, timeMeasured: undefined }).value).toBeNull();
    const early = learningStatus({ ...untimed, sectionsStarted: 2 });
    expect(early).toEqual({ value: null, reason: 'Not enough data yet: this needs 3 started sections.' });
    expect(learningStyle(untimed).reason).toBe('Time is not measured in this course, so there is no pace.');
  });

  it('never gets worse when only the own progress grows', () => {
    const order = ['NEEDS_SUPPORT', 'ON_TRACK', 'ACCELERATED'];
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 10, maxLength: 60 }),
        fc.nat(100),
        fc.nat(100),
        (others, a, b) => {
          const at = (progress: number) => {
            const sorted = [...others].sort((x, y) => x - y);
            const middle = ((sorted[(others.length - 1) >> 1] ?? 0) + (sorted[others.length >> 1] ?? 0)) / 2;
            return order.indexOf(
              learningStatus({
                ...typical,
                progress,
                classmates: others.length,
                classMedian: middle,
                classmatesBelow: others.filter((o) => o < progress).length,
                classmatesAbove: others.filter((o) => o > progress).length,
              }).value ?? '',
            );
          };
          expect(at(Math.min(a, b))).toBeLessThanOrEqual(at(Math.max(a, b)));
        },
      ),
    );
  });
});

describe('learning style', () => {
  it('follows the pace, once there is one', () => {
    expect(learningStyle({ ...typical, velocity: 2 }).value).toBe('EFFICIENT');
    expect(learningStyle({ ...typical, velocity: 0.4 }).value).toBe('THOROUGH');
    expect(learningStyle(typical).value).toBe('BALANCED');
    expect(learningStyle({ ...typical, velocity: 8, plannedVelocity: 8 }).value).toBe('BALANCED');
    expect(learningStyle({ ...typical, velocity: 3, plannedVelocity: 8 }).value).toBe('THOROUGH');
    expect(learningStyle({ ...typical, velocity: null }).value).toBeNull();
    expect(learningStyle({ ...typical, sectionsCompleted: 1 }).value).toBeNull();
  });
});
