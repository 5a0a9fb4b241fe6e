'use client';

import { Bar, BarChart, LabelList, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import type { ClassSummary } from '@/lib/classes/schema';
import { count } from '@/lib/format';

const text = { fill: 'var(--color-ink)', fontSize: 'var(--text-xs)' };

/** Lying bars: labels and counts stay readable on a phone and on paper. */
export function DistributionChart({ distribution }: Pick<ClassSummary, 'distribution'>) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={distribution}
        layout="vertical"
        accessibilityLayer={false}
        barCategoryGap="18%"
        margin={{ top: 0, right: 48, bottom: 0, left: 0 }}
      >
        <XAxis type="number" hide domain={[0, 'dataMax']} />
        <YAxis
          type="category"
          dataKey="label"
          width={76}
          interval={0}
          tick={text}
          tickFormatter={(label: string) => label.replace(' ', '\u00a0')}
          tickLine={false}
          axisLine={{ stroke: 'var(--color-rule-strong)' }}
        />
        <Bar dataKey="students" fill="var(--color-chart-1)" isAnimationActive={false}>
          <LabelList
            dataKey="students"
            position="right"
            formatter={(value) => count(Number(value))}
            {...text}
          />
        </Bar>
      </BarChart>
    </ResponsiveContainer>
  );
}
