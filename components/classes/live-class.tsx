'use client';

import { Card } from '@/components/ui/card';
import { type ClassPulse, useClassPulse } from '@/lib/classes/client';
import { ClassFigures } from './class-figures';
import { ClassMethod } from './class-method';
import { DistributionFigure } from './distribution-figure';
import { NoDistribution } from './no-distribution';

type LiveClassProps = { courseId: string; atFirst: ClassPulse; timeZone: string };

/**
 * The figures of a class and its distribution, following what students do. Nothing is announced: who listens to a page
 * would hear numbers without end; the figures are there when they are read.
 */
export function LiveClass({ courseId, atFirst, timeZone }: LiveClassProps) {
  const { summary, asOf } = useClassPulse(courseId, atFirst);
  return (
    <div className="grid gap-5 lg:grid-cols-2">
      <Card as="div" className="flex flex-col gap-6">
        <ClassFigures summary={summary} />
        <ClassMethod summary={summary} asOf={asOf} timeZone={timeZone} />
      </Card>
      <Card as="div">
        {summary.active + summary.completed > 0 ? (
          <DistributionFigure summary={summary} />
        ) : (
          <NoDistribution />
        )}
      </Card>
    </div>
  );
}
