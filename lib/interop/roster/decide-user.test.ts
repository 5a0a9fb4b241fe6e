import { describe, expect, it } from 'vitest';
import { decideUser, type UserFacts } from './decide-user';

const student: UserFacts = {
  fileRoles: [],
  teaches: false,
  knownRole: null,
  institutionId: 'here',
  emailTaken: false,
};

describe('decideUser', () => {
  it('makes students, and instructors of those who teach', () => {
    expect(decideUser(student)).toEqual({ role: 'STUDENT' });
    expect(decideUser({ ...student, teaches: true })).toEqual({ role: 'INSTRUCTOR' });
    expect(decideUser({ ...student, fileRoles: ['teacher', 'student'] })).toEqual({ role: 'INSTRUCTOR' });
    expect(decideUser({ ...student, knownRole: 'INSTRUCTOR' })).toEqual({ role: 'INSTRUCTOR' });
  });

  it('mints no administrator, and leaves one in office', () => {
    for (const role of ['administrator', 'districtadministrator', 'systemadministrator']) {
      expect(decideUser({ ...student, fileRoles: ['teacher', role], teaches: true })).toHaveProperty(
        'reason',
      );
      expect(decideUser({ ...student, fileRoles: [role], knownRole: 'ADMIN' })).toEqual({ role: 'ADMIN' });
    }
  });

  it("refuses other roles, unknown organisations and other people's addresses", () => {
    expect(decideUser({ ...student, fileRoles: ['parent'] })).toHaveProperty('reason');
    expect(decideUser({ ...student, institutionId: null })).toHaveProperty('reason');
    expect(decideUser({ ...student, emailTaken: true })).toHaveProperty('reason');
  });
});
