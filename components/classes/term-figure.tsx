'use client';

import dynamic from 'next/dynamic';
import { ChartFrame } from '@/components/ui/chart-frame';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import type { ClassTerm } from '@/lib/classes/schema';
import { completionText } from './completion';
import { termName } from './term-name';
import { type TermPoint, termPoints } from './term-points';

const TermChart = dynamic(() => import('./term-chart').then((module) => module.TermChart), { ssr: false });

type TermFigureProps = {
  title: string;
  summary: string;
  figure: 'active' | 'left';
  terms: [ClassTerm, ClassTerm];
};

/** One share of two terms by day since their starts, as a picture and as a table. */
export function TermFigure({ title, summary, figure, terms }: TermFigureProps) {
  const points = termPoints(terms, figure);
  const names: [string, string] = [termName(terms[0].course), termName(terms[1].course)];
  return (
    <ChartFrame
      title={title}
      summary={points.length > 0 ? summary : 'Not enough data yet: nothing has happened in either term.'}
      table={<PointsTable title={title} points={points} names={names} />}
    >
      <TermChart points={points} names={names} />
    </ChartFrame>
  );
}

const text = (value: number | null) => (value === null ? '–' : completionText(value, 1));

function PointsTable({
  title,
  points,
  names,
}: {
  title: string;
  points: TermPoint[];
  names: [string, string];
}) {
  return (
    <Table caption={title} captionHidden tall className="max-h-96">
      <thead>
        <tr>
          <HeadCell numeric>Day</HeadCell>
          <HeadCell numeric>{names[0]}</HeadCell>
          <HeadCell numeric>{names[1]}</HeadCell>
        </tr>
      </thead>
      <tbody>
        {points.map(({ day, one, other }) => (
          <tr key={day}>
            <HeadCell scope="row" numeric className="font-normal">
              {day}
            </HeadCell>
            <Cell numeric>{text(one)}</Cell>
            <Cell numeric>{text(other)}</Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
