import { describe, expect, it } from 'vitest';
import { completionText, crowdText, finishedText } from './crowd';

describe('who is in a course', () => {
  it('has no average where none is told', () => {
    expect(completionText({ avgCompletionRate: null })).toBeNull();
    expect(crowdText({ enrolledStudents: 1, avgCompletionRate: null })).toBe('1 student');
  });

  it('is said in a line', () => {
    expect(crowdText({ enrolledStudents: 0, avgCompletionRate: null })).toBe('Nobody enrolled yet');
    expect(crowdText({ enrolledStudents: 1234, avgCompletionRate: 38 })).toBe(
      '1,234 students · about 38\u00a0% done on average',
    );
    expect(crowdText({ enrolledStudents: 11, avgCompletionRate: 0 })).toBe(
      '11 students · about 0\u00a0% done on average',
    );
  });

  it('have finished in steps of five', () => {
    expect(finishedText(0)).toBe('fewer than 5');
    expect(finishedText(1005)).toBe('1,005 or more');
  });
});
