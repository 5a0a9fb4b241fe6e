import type { ClassesOf } from './classes';

export const notificationsClasses: ClassesOf<typeof import('../notifications')> = {
  outgoingEmails: {
    about: 'E-mails that are to go out or have gone out, without their text.',
    columns: {
      id: 'none',
      userId: 'personal',
      mode: 'personal',
      dueAt: 'personal',
      nextAttemptAt: 'none',
      attempts: 'none',
      sentAt: 'personal',
      failedAt: 'personal',
      cancelledAt: 'personal',
      lastError: 'personal',
      createdAt: 'none',
    },
  },
  notifications: {
    about: 'What a person was told.',
    columns: {
      id: 'none',
      userId: 'personal',
      kind: 'personal',
      courseId: 'education record',
      title: 'education record',
      body: 'education record',
      href: 'education record',
      subjectKey: 'education record',
      inApp: 'personal',
      emailSettled: 'none',
      emailId: 'none',
      createdAt: 'none',
      readAt: 'personal',
    },
  },
  notificationPreferences: {
    about: 'Which notifications a person wants, and how.',
    columns: {
      userId: 'personal',
      kind: 'personal',
      inApp: 'personal',
      email: 'personal',
      createdAt: 'none',
      updatedAt: 'none',
    },
  },
  quietHours: {
    about: 'When a person wants no e-mail.',
    columns: {
      userId: 'personal',
      fromMinute: 'personal',
      untilMinute: 'personal',
      createdAt: 'none',
      updatedAt: 'none',
    },
  },
};
