import { ChevronRight } from 'lucide-react';
import type { AtRiskPage } from '@/lib/classes/risk/schema';

/** What the score is, what goes into it, what does not, and how far it carries. */
export function RiskMethod({ page: { rules, weights, workedOutAt } }: { page: AtRiskPage }) {
  const { listedFrom, highFrom, points, absenceDays, lateStartDays, minimumDays, change } = weights;
  return (
    <details className="group text-sm print:hidden">
      <summary className="flex min-h-8 w-fit list-none items-center gap-1.5 font-semibold text-accent pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
        <ChevronRight className="size-4 transition-transform group-open:rotate-90" />
        What this list stands on, and what it does not use
      </summary>
      <dl className="mt-2 grid max-w-reading gap-x-6 gap-y-3 sm:grid-cols-[auto_1fr] [&_dt]:font-semibold">
        <dt>What it is for</dt>
        <dd>
          A reason to ask a student how things are. It is not a prediction about a person, and no mark or
          decision may rest on it alone.
        </dd>
        <dt>Score</dt>
        <dd>
          0 to 100: how much is missing of what is usual in this class. From {listedFrom} a student is on the
          list, from {highFrom} the row says “high”. Each reason shows the points it brings. Rules version{' '}
          {rules.version}
          {rules.override !== null && ', with changes of your institution'}.
        </dd>
        <dt>Made of</dt>
        <dd>
          Days without activity (up to {points.absence} points, in full at {absenceDays} days beyond the
          class’s median); active days in the last two weeks ({points.recent}) and so far ({points.steadiness}
          ); time or, where it is not measured, interactions ({points.effort}); required sections done,
          against the class and against the course’s dates, whichever asks less ({points.progress}); this week
          against the student’s own weeks before ({points.trend}); a late start ({points.start}, in full at{' '}
          {lateStartDays} days); comprehension scores where there are some ({points.comprehension}). The sum
          is scaled to 100.
        </dd>
        <dt>Newcomers</dt>
        <dd>
          Of a student who enrolled later, only the share for the days since is expected; in the first{' '}
          {minimumDays} days nothing is said.
        </dd>
        <dt>Not used</dt>
        <dd>
          Gender, age, origin, disability, address, income, health, earlier results, or anything from outside
          this course. No model was trained on who passed or failed: the weights were set by reasoning.
        </dd>
        <dt>Within a week</dt>
        <dd>
          The same list is made as of seven days before. “Worse” means {change} points more. Activity that was
          imported late counts on the day it happened.{' '}
          {workedOutAt
            ? 'The list is worked out each night and after an import; who has left the class since is not shown.'
            : 'The list was worked out when it was asked for, at most ten minutes ago.'}
        </dd>
        <dt>Who sees it</dt>
        <dd>
          Those who answer for this class. Every look is recorded. A student’s score is part of the student’s
          record and is shown to the student on request.
        </dd>
      </dl>
    </details>
  );
}
