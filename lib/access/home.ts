import type { Role } from './viewer';

const homes: Record<Role, string> = { STUDENT: '/dashboard', INSTRUCTOR: '/teach', ADMIN: '/admin' };

/** Where a person starts after signing in. */
export const homeOf = (role: Role): string => homes[role];
