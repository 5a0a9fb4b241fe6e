import { expect, it } from 'vitest';
import { actorRoleName } from './actor-role';

const event = {
  actorId: 'a',
  actorRole: 'STUDENT',
  studentId: 'b',
  outcome: 'ALLOWED',
  details: {},
} as const;

it('tells guardians from students by whose record it is and on which ground', () => {
  expect(actorRoleName(event)).toBe('Guardian');
  expect(actorRoleName({ ...event, details: { ground: 'GUARDIAN' } })).toBe('Guardian');
  for (const ground of ['CONSENT', 'DIRECTORY_INFORMATION'])
    expect(actorRoleName({ ...event, details: { ground } })).toBe('Student');
  expect(actorRoleName({ ...event, studentId: 'a' })).toBe('Student');
  expect(actorRoleName({ ...event, studentId: null })).toBe('Student');
  expect(actorRoleName({ ...event, outcome: 'DENIED' })).toBe('Student');
  expect(actorRoleName({ ...event, actorRole: 'ADMIN' })).toBe('Administrator');
  expect(actorRoleName({ ...event, actorRole: null })).toBeNull();
});
