import type { ReactNode } from 'react';
import { StatusBadge } from '@/components/ui/badge';
import { TextLink } from '@/components/ui/text-link';
import type { Overall } from '@/lib/analytics/overall';
import type { OverallForecast } from '@/lib/analytics/overall-forecast';
import { learningStatuses } from '@/lib/analytics/standing';
import { counted } from '@/lib/format';
import { LearningStatusBadge } from './learning-status-badge';
import { OverallForecastNote } from './overall-forecast-note';
import { comparisonText, pacesText } from './overall-notes';

type OverallStandingProps = { overall: Overall; forecast: OverallForecast; today: string };

/** Where all courses stand: what was concluded for each, counted, and when the last one will be finished. */
export function OverallStanding({ overall, forecast, today }: OverallStandingProps) {
  return (
    <dl className="flex flex-col gap-4">
      <Fact term="Status">
        <Statuses statuses={overall.statuses} />
      </Fact>
      <Fact term="Class">{comparisonText(overall.comparison)}</Fact>
      <Fact term="Pace">{pacesText(overall.paces)}</Fact>
      <Fact term="Finish">
        <OverallForecastNote forecast={forecast} today={today} />
      </Fact>
      <div className="border-t pt-4 text-xs text-ink-soft">
        <dt className="sr-only">How this comes about</dt>
        <dd>
          Status and pace belong to one course, its class and its plan; their reasons stand with each course
          above. <TextLink href="/method#together">How numbers are made</TextLink>
        </dd>
      </div>
    </dl>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 gap-y-0.5 sm:grid-cols-[4rem_1fr]">
      <dt className="text-sm text-ink-soft">{term}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}

function Statuses({ statuses }: { statuses: Overall['statuses'] }) {
  const found = learningStatuses.filter((status) => statuses[status] > 0);
  if (found.length === 0 && statuses.none === 0)
    return <StatusBadge tone="positive">All courses completed</StatusBadge>;
  return (
    <ul className="flex flex-col gap-1.5">
      {found.map((status) => (
        <li key={status} className="flex flex-wrap items-center gap-x-2">
          <LearningStatusBadge status={status} /> in {counted(statuses[status], 'course')}
        </li>
      ))}
      {statuses.none > 0 && <li>None yet in {counted(statuses.none, 'course')}.</li>}
    </ul>
  );
}
