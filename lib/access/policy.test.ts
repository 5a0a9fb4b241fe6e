import { describe, expect, it } from 'vitest';
import { may } from './policy';

const course = { instructorId: 'teacher', institutionId: 'north', status: 'PUBLISHED' as const };
const person = (
  role: 'STUDENT' | 'INSTRUCTOR' | 'ADMIN',
  userId = 'someone',
  institutionId: string | null = 'north',
) => ({
  userId,
  role,
  institutionId,
});

describe('policy', () => {
  it('shows a class to its instructor and to administrators of its institution only', () => {
    expect(may.seeClass(person('INSTRUCTOR', 'teacher'), course)).toBe(true);
    expect(may.seeClass(person('ADMIN'), course)).toBe(true);
    expect(may.seeClass(person('INSTRUCTOR', 'another'), course)).toBe(false);
    expect(may.seeClass(person('ADMIN', 'someone', 'south'), course)).toBe(false);
    expect(may.seeClass(person('STUDENT', 'teacher'), course)).toBe(false);
  });

  it('keeps drafts to those who answer for them', () => {
    const draft = { ...course, status: 'DRAFT' as const };
    expect(may.readCourse(null, course)).toBe(true);
    expect(may.readCourse(null, draft)).toBe(false);
    expect(may.readCourse(person('STUDENT'), draft)).toBe(false);
    expect(may.readCourse(person('INSTRUCTOR', 'teacher'), draft)).toBe(true);
  });

  it('enrols students in published courses only', () => {
    expect(may.enroll(person('STUDENT'), course)).toBe(true);
    expect(may.enroll(person('INSTRUCTOR', 'teacher'), course)).toBe(false);
    expect(may.enroll(person('STUDENT'), { status: 'ARCHIVED' })).toBe(false);
  });

  it('lets an administrator without an institution administer nothing', () => {
    expect(may.administer(person('ADMIN'))).toBe(true);
    expect(may.administer(person('ADMIN', 'someone', null))).toBe(false);
    expect(may.administer(person('INSTRUCTOR'))).toBe(false);
  });
});
