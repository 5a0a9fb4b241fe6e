import type { Identity } from './client';
import type { Role } from './viewer';

const homes: Record<Role, string> = { STUDENT: '/dashboard', INSTRUCTOR: '/teach', ADMIN: '/admin' };

/** Where people of a role start. */
export const homeOfRole = (role: Role): string => homes[role];

/** Where a person starts after signing in. */
export const homeOf = ({ role, isOnlyGuardian }: Pick<Identity, 'role' | 'isOnlyGuardian'>): string =>
  isOnlyGuardian ? '/guardian' : homes[role];
