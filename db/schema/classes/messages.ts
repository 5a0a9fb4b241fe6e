import type { ClassesOf } from './classes';

export const messagesClasses: ClassesOf<typeof import('../messages')> = {
  messages: {
    about: 'What somebody who answers for a class wrote to its students.',
    columns: {
      id: 'none',
      courseId: 'none',
      senderId: 'personal',
      senderName: 'personal',
      audience: 'education record',
      subject: 'sensitive',
      subjectSealed: 'sensitive',
      body: 'sensitive',
      bodySealed: 'sensitive',
      recipients: 'education record',
      createdAt: 'none',
    },
  },
  messageRecipients: {
    about: 'Who got a message, and when it was read.',
    columns: {
      messageId: 'none',
      studentId: 'personal',
      courseId: 'education record',
      readAt: 'education record',
    },
  },
  studentNotes: {
    about: 'What those who answer for a class noted about a student.',
    columns: {
      id: 'none',
      courseId: 'education record',
      studentId: 'personal',
      authorId: 'personal',
      authorName: 'personal',
      body: 'sensitive',
      bodySealed: 'sensitive',
      followUpOn: 'education record',
      followedUpAt: 'education record',
      version: 'none',
      createdAt: 'education record',
      updatedAt: 'education record',
      deletedAt: 'education record',
    },
  },
  studentNoteVersions: {
    about: 'What a note said before it was changed or deleted.',
    columns: {
      noteId: 'none',
      version: 'none',
      courseId: 'education record',
      studentId: 'personal',
      body: 'sensitive',
      bodySealed: 'sensitive',
      followUpOn: 'education record',
      replacedBy: 'personal',
      replacedAt: 'education record',
    },
  },
  contactImpacts: {
    about: 'What came of a class’s contacts: sums over at least ten students.',
    columns: {
      courseId: 'none',
      day: 'none',
      workedOutAt: 'none',
      rulesVersion: 'none',
      rulesOverride: 'none',
      impact: 'education record',
    },
  },
};
