'use client';

import dynamic from 'next/dynamic';
import { ChartFrame } from '@/components/ui/chart-frame';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import type { ClassSummary } from '@/lib/classes/schema';
import { count, counted } from '@/lib/format';
import { completionText } from './completion';

// Most of the page's script would be the chart library: it comes when the page already stands.
const DistributionChart = dynamic(
  () => import('./distribution-chart').then((module) => module.DistributionChart),
  { ssr: false },
);

/** How the current students spread over completion, as a picture and as a table. */
export function DistributionFigure({ summary }: { summary: ClassSummary }) {
  const { distribution, active, completed } = summary;
  const current = active + completed;
  return (
    <ChartFrame
      title="How far the class is"
      summary={`Current students by completion: ${counted(current, 'student')}.`}
      table={
        <Table caption="Current students by completion">
          <thead>
            <tr>
              <HeadCell>Completion</HeadCell>
              <HeadCell numeric>Students</HeadCell>
              <HeadCell numeric>Share</HeadCell>
            </tr>
          </thead>
          <tbody>
            {distribution.map(({ label, students }) => (
              <tr key={label}>
                <HeadCell scope="row" className="font-normal">
                  {label}
                </HeadCell>
                <Cell numeric>{count(students)}</Cell>
                <Cell numeric>{current > 0 ? completionText((students / current) * 100, 1) : '–'}</Cell>
              </tr>
            ))}
          </tbody>
        </Table>
      }
    >
      <DistributionChart distribution={distribution} />
    </ChartFrame>
  );
}
