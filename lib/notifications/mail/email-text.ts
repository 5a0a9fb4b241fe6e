import { definitionOf, type EmailMode, kindNames, type NotificationKind } from '../kinds';
import { writeHtml } from './email-html';

export type MailItem = {
  kind: string;
  title: string;
  body: string;
  href: string;
  courseTitle: string | null;
};
export type MailContent = { mode: EmailMode; displayName: string; items: MailItem[] };
export type MailLinks = { site: string; unsubscribe: string };
export type MailText = { subject: string; text: string; html: string };

/** The words of one e-mail before they are laid out; every text is one line. */
export type MailWords = {
  greeting: string;
  entries: { title: string; lines: string[]; url: string }[];
  reason: string;
  stop: { words: string; url: string };
};

const longestSubject = 120;

/** The words of one e-mail, as plain text and as simple HTML with the same words. */
export function writeEmail({ mode, displayName, items }: MailContent, links: MailLinks): MailText {
  const words: MailWords = {
    greeting: `Hello ${oneLine(displayName)},`,
    entries: items.map(({ title, body, courseTitle, href }) => ({
      title: oneLine(title),
      lines: [body, courseTitle ?? ''].map(oneLine).filter((line) => line !== ''),
      url: `${links.site}${href}`,
    })),
    reason: `You get this because of your choices on ${links.site}/notifications/preferences.`,
    stop: { words: stopWords(mode, items), url: links.unsubscribe },
  };
  return { subject: subjectOf(mode, items), text: writePlain(words), html: writeHtml(words) };
}

function writePlain({ greeting, entries, reason, stop }: MailWords): string {
  const paragraphs = [
    greeting,
    ...entries.map(({ title, lines, url }) => [title, ...lines, url].join('\n')),
    `${reason}\n${stop.words}: ${stop.url}`,
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

function subjectOf(mode: EmailMode, items: MailItem[]): string {
  const [only] = items;
  const news = items.length === 1 ? '1 notification' : `${items.length} notifications`;
  if (mode === 'DAILY') return `Your day on Syllabase: ${news}`;
  if (mode === 'WEEKLY') return `Your week on Syllabase: ${news}`;
  return only && items.length === 1 ? oneLine(only.title).slice(0, longestSubject) : `${news} on Syllabase`;
}

function stopWords(mode: EmailMode, items: MailItem[]): string {
  if (mode === 'DAILY') return 'Stop the daily e-mails';
  if (mode === 'WEEKLY') return 'Stop the weekly e-mails';
  const kind = onlyKind(items);
  return kind ? `Stop e-mails about ${definitionOf(kind).label.toLowerCase()}` : 'Stop these e-mails';
}

/** The kind that all have in common; null where they have none. */
export function onlyKind(items: readonly { kind: string }[]): NotificationKind | null {
  const kinds = new Set(items.map(({ kind }) => kind));
  return (kinds.size === 1 && kindNames.find((kind) => kinds.has(kind))) || null;
}

/** Without anything that could begin a line of its own, in a header or in the text. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
