import type { ClassesOf } from './classes';

export const peopleClasses: ClassesOf<typeof import('../people')> = {
  institutions: {
    about: 'Schools, each with its own people, courses and rules.',
    columns: {
      id: 'none',
      name: 'none',
      slug: 'none',
      timeZone: 'none',
      sourcedId: 'none',
      createdAt: 'none',
      updatedAt: 'none',
    },
  },
  users: {
    about: 'Everybody with an account: students, instructors, administrators.',
    columns: {
      id: 'personal',
      email: 'directory',
      passwordHash: 'sensitive',
      role: 'personal',
      institutionId: 'personal',
      displayName: 'directory',
      givenName: 'directory',
      familyName: 'directory',
      sourcedId: 'personal',
      sessionVersion: 'personal',
      disabledAt: 'personal',
      lastActiveAt: 'personal',
      deletedAt: 'personal',
      createdAt: 'personal',
      updatedAt: 'personal',
    },
  },
  endedSessions: {
    about: 'Sessions that people signed out of, until their cookies would have ended by themselves.',
    columns: {
      userId: 'personal',
      sessionId: 'personal',
      endedAt: 'personal',
      expiresAt: 'personal',
    },
  },
  signInAttempts: {
    about: 'Failed sign-ins by account and by address, under keyed hashes.',
    columns: {
      keyHash: 'personal',
      failures: 'personal',
      windowStartedAt: 'personal',
      lockedUntil: 'personal',
    },
  },
};
