import { z } from 'zod';
import { fieldLabels } from '@/lib/field-labels';
import { cursorText, optional, pageSize } from '@/lib/list-query';
import { unopenableText } from '@/lib/unopenable';
import { audienceNames } from './audiences';
import { longestBody, longestSubject, mostChosen } from './limits';

const written = (longest: number, what: string) =>
  z
    .string()
    .trim()
    .min(1, `needs ${what}`)
    .max(longest, `at most ${longest} characters`)
    .refine((text) => !/\0|\p{Cs}/u.test(text), 'holds a character that cannot be kept');

const oneLine = (longest: number, what: string) =>
  written(longest, what).refine((text) => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text), 'is one line');

/** Line breaks as one sign, however the browser sent them. */
const bodyText = z.preprocess(
  (text) => (typeof text === 'string' ? text.replaceAll('\r\n', '\n') : text),
  written(longestBody, 'some text'),
);

const id = (what: string) => z.guid(`is not the id of a ${what}`).toLowerCase();
const chosenIds = z.array(id('student')).max(mostChosen, `at most ${mostChosen} students`);

/** Ids in an address: separated by commas. */
const idList = z
  .string()
  .max(mostChosen * 37)
  .transform((text) => text.split(',').filter((part) => part !== ''))
  .pipe(chosenIds);

export const writeQuery = z.strictObject({
  to: optional(
    z.preprocess((text) => (typeof text === 'string' ? text.toUpperCase() : text), z.enum(audienceNames)),
  ),
  students: optional(idList),
  limit: pageSize(20, 100),
  cursor: cursorText,
});

export type WriteQuery = z.output<typeof writeQuery>;

export const messageInput = z
  .strictObject({
    /** Made by whoever sends, once for a message: sending it again does nothing. */
    id: id('message'),
    courseId: id('course'),
    audience: z.enum(audienceNames),
    studentIds: chosenIds,
    subject: oneLine(longestSubject, 'a subject'),
    body: bodyText,
    /** How many the sender was told would get it; where the class has changed since, nothing is sent. */
    expected: z.int().min(1, 'is nobody').max(1_000_000),
  })
  .register(fieldLabels, {
    id: 'Entry',
    courseId: 'Course',
    audience: 'Whom to write to',
    studentIds: 'Students',
    subject: 'Subject',
    body: 'Message',
    expected: 'Whom to write to',
  });

export type MessageInput = z.input<typeof messageInput>;

export type SentMessage = {
  id: string;
  subject: string;
  body: string;
  senderName: string;
  audience: string;
  recipients: number;
  /** Recipients who have opened it. */
  opened: number;
  createdAt: string;
};

export type SentPage = { messages: SentMessage[]; nextCursor: string | null };

const followUp = z.preprocess(
  (value) => (value === '' ? null : value),
  z.iso
    .date('is not a day')
    .refine((day) => day >= '2000-01-01' && day < '2100-01-01', 'is not a day in this century')
    .nullable(),
);

/** What stands where a text does not open is no text of anybody's. */
const noteText = bodyText.refine((text) => text.trim() !== unopenableText, {
  error: 'This is what stood here while the note could not be opened. Reload the page to see the note.',
});

export const noteInput = z
  .strictObject({
    id: id('note'),
    courseId: id('course'),
    studentId: id('student'),
    body: noteText,
    followUpOn: followUp,
  })
  .register(fieldLabels, {
    id: 'Entry',
    courseId: 'Course',
    studentId: 'Student',
    body: 'Note',
    followUpOn: 'Follow up on',
  });

export const noteChange = z
  .strictObject({
    id: id('note'),
    /** The version that was changed; where somebody was faster, nothing is. */
    version: z.int().min(1),
    body: noteText,
    followUpOn: followUp,
  })
  .register(fieldLabels, { id: 'Entry', version: 'Version', body: 'Note', followUpOn: 'Follow up on' });

export const messageId = z.strictObject({ id: id('message') }).register(fieldLabels, { id: 'Entry' });

export const noteId = z.strictObject({ id: id('note') }).register(fieldLabels, { id: 'Entry' });

export type StudentNote = {
  id: string;
  authorName: string;
  /** Whether the viewer wrote it and may change it. */
  isOwn: boolean;
  body: string;
  followUpOn: string | null;
  followedUpAt: string | null;
  /** Whether the day for following up is over where the class is, and nobody has. */
  isOverdue: boolean;
  version: number;
  createdAt: string;
  updatedAt: string;
  history: { body: string; followUpOn: string | null; replacedBy: string; replacedAt: string }[];
};

export type StudentMessage = {
  id: string;
  subject: string;
  body: string;
  senderName: string;
  recipients: number;
  createdAt: string;
  readAt: string | null;
};
