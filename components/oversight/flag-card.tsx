import { StatusBadge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { TextLink } from '@/components/ui/text-link';
import { dateTime, timeOfDay } from '@/lib/format';
import { anomalyWords, emergencyRule } from '@/lib/oversight/anomaly-rules';
import type { AuditFlag } from '@/lib/oversight/flags';
import { pageHref } from '@/lib/page-query';
import { ReviewForm } from './review-form';
import { verdictWords } from './verdict-words';

type FlagCardProps = { flag: AuditFlag; timeZone: string; own: boolean };

/** One remarkable hour of a person: what was counted, why that is worth a look, and what was made of it. */
export function FlagCard({ flag, timeZone, own }: FlagCardProps) {
  const { says, why } = anomalyWords(flag.rule, flag.counted);
  const day = flag.hour.slice(0, 10);
  const events = pageHref('/admin/audit', { actorId: flag.actorId, from: day, until: day });
  return (
    <Card as="li" className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="font-serif text-lg font-semibold">{flag.actorName}</h2>
        <Verdict review={flag.review} />
      </div>
      <p>
        {says}, from <time dateTime={flag.hour}>{dateTime(flag.hour, timeZone)}</time> on
        {isEarly(flag) && (
          <>
            {' '}
            and until <time dateTime={flag.foundAt}>{timeOfDay(flag.foundAt, timeZone)}</time>, when it was
            noticed
          </>
        )}
        . <TextLink href={events}>Events of that day (UTC)</TextLink>
      </p>
      <p className="max-w-reading text-sm text-ink-soft">
        {why} Flagged from {flag.threshold} on.
      </p>
      {flag.review && (
        <p className="max-w-reading border-l-2 pl-3 text-sm">
          {flag.review.note}{' '}
          <span className="text-ink-soft">
            {flag.review.reviewer}, {dateTime(flag.review.at, timeZone)}
          </span>
        </p>
      )}
      {flag.rule === emergencyRule && (
        <p className="text-sm">
          <TextLink href="/admin/records/emergencies">What was stated, and what its review found</TextLink>
        </p>
      )}
      {!own && <ReviewForm flagId={flag.id} again={flag.review !== null} />}
      {own && !flag.review && (
        <p className="text-sm text-ink-soft">This is about you: another administrator has to look at it.</p>
      )}
    </Card>
  );
}

/** Whether it was flagged before its hour was over: more may have followed. */
const isEarly = ({ hour, foundAt }: AuditFlag) => Date.parse(foundAt) - Date.parse(hour) < 3_600_000;

function Verdict({ review }: Pick<AuditFlag, 'review'>) {
  if (!review) return <StatusBadge>Not looked at yet</StatusBadge>;
  const { label, tone } = verdictWords[review.verdict];
  return <StatusBadge tone={tone}>{label}</StatusBadge>;
}
