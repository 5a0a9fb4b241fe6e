import type { StudentMessage, StudentNote } from './schema';

/** What was done about one student of a class: the last contact, and what is still to be done. */
export type ContactSummary = {
  messages: number;
  notes: number;
  /** The newest message or note; null without any. */
  last: { kind: 'message' | 'note'; at: string; by: string; openedAt: string | null } | null;
  /** Follow-ups that nobody has done, the earliest first. */
  open: { noteId: string; followUpOn: string; isOverdue: boolean }[];
};

/** Sums up the notes about a student and the messages to them, in whatever order they come. */
export function summariseContacts(
  notes: readonly StudentNote[],
  messages: readonly StudentMessage[],
): ContactSummary {
  const contacts = [
    ...messages.map(({ createdAt, senderName, readAt }) => ({
      kind: 'message' as const,
      at: createdAt,
      by: senderName,
      openedAt: readAt,
    })),
    ...notes.map(({ createdAt, authorName }) => ({
      kind: 'note' as const,
      at: createdAt,
      by: authorName,
      openedAt: null,
    })),
  ];
  return {
    messages: messages.length,
    notes: notes.length,
    last: contacts.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))[0] ?? null,
    open: notes
      .flatMap(({ id, followUpOn, followedUpAt, isOverdue }) =>
        followUpOn !== null && followedUpAt === null ? [{ noteId: id, followUpOn, isOverdue }] : [],
      )
      .toSorted((a, b) => (a.followUpOn < b.followUpOn ? -1 : Number(a.followUpOn > b.followUpOn))),
  };
}
