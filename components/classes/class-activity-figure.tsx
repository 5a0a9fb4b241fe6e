'use client';

import dynamic from 'next/dynamic';
import { timeText } from '@/components/analytics/days-in-brief';
import { ChartFrame } from '@/components/ui/chart-frame';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { ClassActivity } from '@/lib/classes/schema';
import { count, counted, date } from '@/lib/format';
import type { ActivitySpan } from './activity-links';

const ClassActivityChart = dynamic(
  () => import('./class-activity-chart').then((module) => module.ClassActivityChart),
  { ssr: false },
);

type ClassActivityFigureProps = { by: 'day' | 'week'; activity: ClassActivity; spans: ActivitySpan[] };

type Line = { at: string; students: number; seconds: number; interactions: number };

const dayText = (at: string) => date(at, 'UTC');

/** Active students by day or week with what they did, as a picture and as a table. */
export function ClassActivityFigure({ by, activity, spans }: ClassActivityFigureProps) {
  const lines: Line[] =
    by === 'day'
      ? activity.days.map(({ day, ...figures }) => ({ at: day, ...figures }))
      : activity.weeks.map(({ week, ...figures }) => ({ at: week, ...figures }));
  const busiest = lines.reduce<Line | null>(
    (most, line) => (line.students > (most?.students ?? 0) ? line : most),
    null,
  );
  return (
    <ChartFrame
      title={by === 'day' ? 'Active students by day' : 'Active students by week'}
      summary={
        busiest
          ? `Most on ${by === 'day' ? '' : 'the week of '}${dayText(busiest.at)}: ${counted(busiest.students, 'student')}.`
          : 'Nobody was active in this window.'
      }
      note={<Span activity={activity} spans={spans} />}
      table={<ActivityTable by={by} lines={lines} />}
    >
      <ClassActivityChart
        points={lines.map(({ at, students, interactions }) => ({ at: dayText(at), students, interactions }))}
      />
    </ChartFrame>
  );
}

function Span({ activity: { from, to }, spans }: Pick<ClassActivityFigureProps, 'activity' | 'spans'>) {
  return (
    <>
      {dayText(from)} – {dayText(to)}.
      <span className="print:hidden">
        {' Show: '}
        {spans.map(({ label, href, current }, n) => (
          <span key={label}>
            {n > 0 && ' · '}
            {current ? <b>{label}</b> : <TextLink href={href}>{label}</TextLink>}
          </span>
        ))}
      </span>
    </>
  );
}

function ActivityTable({ by, lines }: { by: 'day' | 'week'; lines: Line[] }) {
  return (
    <Table
      caption={by === 'day' ? 'Activity by day, newest first' : 'Activity by week, newest first'}
      captionHidden
      tall
      className="max-h-96"
    >
      <thead>
        <tr>
          <HeadCell>{by === 'day' ? 'Day' : 'Week from'}</HeadCell>
          <HeadCell numeric>Active students</HeadCell>
          <HeadCell numeric>Steps</HeadCell>
          <HeadCell numeric>Time</HeadCell>
        </tr>
      </thead>
      <tbody>
        {lines.toReversed().map((line) => (
          <tr key={line.at}>
            <HeadCell scope="row" className="font-normal whitespace-nowrap">
              {dayText(line.at)}
            </HeadCell>
            <Cell numeric>{count(line.students)}</Cell>
            <Cell numeric>{count(line.interactions)}</Cell>
            <Cell numeric>{timeText(line)}</Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
