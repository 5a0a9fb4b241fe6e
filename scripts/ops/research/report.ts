import { counted } from '@/lib/format';
import type { ResearchLog } from '@/lib/optimizer/research/overview';
import type { FeedOutcome } from '@/lib/optimizer/research/read-feeds';

/** What reading the feeds brought, a line each. */
export const fetchedText = (outcomes: readonly FeedOutcome[]): string =>
  outcomes
    .map(({ title, fresh, fault }) => `${title}: ${fault ?? counted(fresh, 'new entry', 'new entries')}`)
    .join('\n') || 'No feed is turned on.';

/** The research log for a terminal. */
export function listText({ feeds, notes, entries }: ResearchLog): string {
  return [
    ...feeds.map(
      ({ enabled, title, url, fault }) =>
        `${enabled ? 'on ' : 'off'}  ${title}  ${url}${fault ? `\n     ${fault}` : ''}`,
    ),
    '',
    ...notes.map(
      ({ id, foundOn, source, finding, proposals }) =>
        `note ${id}  ${foundOn}  ${source}: ${oneLine(finding)}${linkedText(proposals)}`,
    ),
    ...entries.map(
      ({ id, publishedAt, seenAt, feed, title, proposals }) =>
        `entry ${id}  ${(publishedAt ?? seenAt).slice(0, 10)}  ${feed}: ${title}${linkedText(proposals)}`,
    ),
  ].join('\n');
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ');

const linkedText = (proposals: readonly number[]) =>
  proposals.length > 0 ? ` (no. ${proposals.join(', ')})` : '';
