import { Tabs } from '@/components/ui/tabs';
import { count } from '@/lib/format';
import { type Audience, audiences, classAudiences, meaningOf } from '@/lib/messages/audiences';
import type { Recipients } from '@/lib/messages/recipients';
import { messagesHref } from './messages-href';

type AudienceChoiceProps = { courseId: string; audience: Audience; chosen: string[]; recipients: Recipients };

/** Whom a message is for. It is part of the address, so that other pages can lead here. */
export function AudienceChoice({ courseId, audience, chosen, recipients }: AudienceChoiceProps) {
  const shown: Audience[] = chosen.length > 0 ? ['CHOSEN', ...classAudiences] : classAudiences;
  return (
    <div className="flex flex-col gap-2">
      <Tabs
        label="Whom to write to"
        tabs={shown.map((name) => ({
          href: messagesHref(courseId, { to: name, students: chosen }),
          label: audiences[name].label,
          count: count(recipients.counts[name]),
          current: name === audience,
        }))}
      />
      <p className="text-sm text-ink-soft">{describe(audience, recipients)}</p>
    </div>
  );
}

function describe(audience: Audience, { counts, named, pausedDays }: Recipients): string {
  if (audience !== 'CHOSEN') return `${audiences[audience].label}: ${meaningOf(audience, pausedDays)}.`;
  const others = counts.CHOSEN - named.length;
  if (named.length === 0) return 'None of the students you have chosen is in this class any more.';
  return `To ${named.map(({ name }) => name).join(', ')}${others > 0 ? ` and ${count(others)} more` : ''}.`;
}
