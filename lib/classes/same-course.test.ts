import { describe, expect, it } from 'vitest';
import { isSameCourse, withoutTerm } from './same-course';

const named = (code: string | null, title = 'A title') => ({ id: '', code, title });

describe('terms of the same course', () => {
  it('are told by the code without its term', () => {
    expect(withoutTerm('BBB_2013J')).toBe('BBB');
    expect(withoutTerm('CS 101 Fall 2024')).toBe('CS 101');
    expect(withoutTerm('MATH-20C-2024-25')).toBe('MATH 20C');
    expect(withoutTerm('BIO-1/SP24')).toBe('BIO 1');
    expect(isSameCourse(named('BBB_2013B'), named('BBB_2014J'))).toBe(true);
    expect(isSameCourse(named('AAA_2013J'), named('BBB_2013J'))).toBe(false);
    expect(isSameCourse(named('MATH 20C'), named('MATH 20D'))).toBe(false);
    expect(isSameCourse(named('2013'), named('2014'))).toBe(false);
  });

  it('are told by the title where there is no code', () => {
    expect(isSameCourse(named(null, 'Cells, Autumn 2024'), named('BIO 1', 'Cells (Spring 2025)'))).toBe(true);
    expect(isSameCourse(named(null, 'Cells'), named(null, 'Membranes'))).toBe(false);
  });
});
