import { Card } from '@/components/ui/card';
import type { ClassTerm } from '@/lib/classes/schema';
import { date, dateTime } from '@/lib/format';
import { TermFigure } from './term-figure';
import { TermFigures } from './term-figures';
import { TermLessons } from './term-lessons';
import { termName } from './term-name';

type TermComparisonProps = { terms: [ClassTerm, ClassTerm]; asOf: string; timeZone: string };

/** Two terms of a course side by side, their days counted from their own starts. */
export function TermComparison({ terms, asOf, timeZone }: TermComparisonProps) {
  const starts = terms.map(
    (term) => `${termName(term.course)}: ${term.start ? date(term.start, 'UTC') : 'not started yet'}`,
  );
  return (
    <div className="flex flex-col gap-8">
      <TermFigures terms={terms} />
      <div className="grid gap-5 lg:grid-cols-2">
        <Card as="div">
          <TermFigure
            title="Active students by day of the term"
            summary="Share of everybody who registered, on each day since the start."
            figure="active"
            terms={terms}
          />
        </Card>
        <Card as="div">
          <TermFigure
            title="Withdrawn by day of the term"
            summary="Share of everybody who registered and had left by that day."
            figure="left"
            terms={terms}
          />
        </Card>
      </div>
      <TermLessons terms={terms} />
      <p className="max-w-reading text-sm text-ink-soft">
        Day 0 is the day a term starts. {starts.join(' · ')}. Shares are of everybody who ever registered in
        that term; completion, median and lessons are of its current students. As of{' '}
        {dateTime(asOf, timeZone)}.
      </p>
    </div>
  );
}
