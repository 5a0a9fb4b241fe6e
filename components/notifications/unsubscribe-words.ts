import { definitionOf } from '@/lib/notifications/kinds';
import type { UnsubscribeScope } from '@/lib/notifications/mail/unsubscribe-token';

/** What a link stops, as it stands behind “no more”. */
export function unsubscribeWords(scope: UnsubscribeScope): string {
  if (scope === 'NOW') return 'single e-mails';
  if (scope === 'DAILY') return 'daily e-mails';
  if (scope === 'WEEKLY') return 'weekly e-mails';
  return `e-mails about ${definitionOf(scope).label.toLowerCase()}`;
}
