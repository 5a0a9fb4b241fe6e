import { describe, expect, it } from 'vitest';
import { completionText, crowdText } from './crowd';

describe('who is in a course', () => {
  it('has no average below ten students', () => {
    expect(completionText({ enrolledStudents: 9, avgCompletionRate: 50 })).toBeNull();
    expect(completionText({ enrolledStudents: 10, avgCompletionRate: 50 })).toBe('50\u00a0%');
    expect(crowdText({ enrolledStudents: 1, avgCompletionRate: 100 })).toBe('1 student');
  });

  it('is said in a line', () => {
    expect(crowdText({ enrolledStudents: 0, avgCompletionRate: 0 })).toBe('Nobody enrolled yet');
    expect(crowdText({ enrolledStudents: 1234, avgCompletionRate: 37.5 })).toBe(
      '1,234 students · 38\u00a0% done on average',
    );
  });
});
