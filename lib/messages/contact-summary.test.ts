import { expect, it } from 'vitest';
import { summariseContacts } from './contact-summary';
import type { StudentMessage, StudentNote } from './schema';

const note = (change: Partial<StudentNote>): StudentNote => ({
  id: 'n',
  authorName: 'Ada',
  isOwn: true,
  body: 'x',
  followUpOn: null,
  followedUpAt: null,
  isOverdue: false,
  version: 1,
  createdAt: '2026-03-02T10:00:00.000Z',
  updatedAt: '2026-03-02T10:00:00.000Z',
  history: [],
  ...change,
});
const message = (change: Partial<StudentMessage>): StudentMessage => ({
  id: 'm',
  subject: 'x',
  body: 'x',
  senderName: 'Ben',
  recipients: 1,
  createdAt: '2026-03-01T10:00:00.000Z',
  readAt: null,
  ...change,
});

it('is empty where nobody has written or noted anything', () => {
  expect(summariseContacts([], [])).toEqual({ messages: 0, notes: 0, last: null, open: [] });
});

it('names the newest contact of either kind, whatever the order they come in', () => {
  const late = message({ createdAt: '2026-03-03T09:00:00+01:00', readAt: '2026-03-04T08:00:00.000Z' });
  expect(summariseContacts([note({})], [message({}), late]).last).toEqual({
    kind: 'message',
    at: late.createdAt,
    by: 'Ben',
    openedAt: late.readAt,
  });
  expect(summariseContacts([note({})], [message({})]).last).toMatchObject({ kind: 'note', by: 'Ada' });
});

it('lists what is still to be followed up, the earliest first, and nothing that is done', () => {
  const notes = [
    note({ id: 'later', followUpOn: '2026-03-20' }),
    note({ id: 'late', followUpOn: '2026-03-01', isOverdue: true }),
    note({ id: 'done', followUpOn: '2026-03-01', followedUpAt: '2026-03-01T08:00:00.000Z' }),
    note({ id: 'none' }),
  ];
  expect(summariseContacts(notes, []).open).toEqual([
    { noteId: 'late', followUpOn: '2026-03-01', isOverdue: true },
    { noteId: 'later', followUpOn: '2026-03-20', isOverdue: false },
  ]);
});
