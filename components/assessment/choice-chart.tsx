'use client';

import { Bar, BarChart, Legend, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import type { ChoiceShare } from '@/lib/assessment/analysis';
import { choiceLetter } from './words';

const tick = { fill: 'var(--color-ink)', fontSize: 'var(--text-xs)' };
const groups = [
  { key: 'share', name: 'Everybody', fill: 'var(--color-chart-1)' },
  { key: 'upper', name: 'Upper group', fill: 'var(--color-chart-4)' },
  { key: 'lower', name: 'Lower group', fill: 'var(--color-chart-2)' },
] as const;

/** The sign carries the colour; a word in it would be hard to read. */
const inInk = (name: string) => <span className="text-ink">{name}</span>;

type ChoiceChartProps = { choices: readonly ChoiceShare[]; hasGroups: boolean };

/** Lying bars side by side, a choice a group; the right ones say so. */
export function ChoiceChart({ choices, hasGroups }: ChoiceChartProps) {
  const data = choices.map(({ id, isRight, ...shares }) => ({
    ...shares,
    label: `${choiceLetter(id)}${isRight ? ' ✓' : ''}`,
  }));
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={data}
        layout="vertical"
        accessibilityLayer={false}
        barCategoryGap="22%"
        margin={{ top: 0, right: 16, bottom: 0, left: 0 }}
      >
        <XAxis
          type="number"
          domain={[0, 1]}
          ticks={[0, 0.25, 0.5, 0.75, 1]}
          tickFormatter={(share: number) => `${share * 100} %`}
          tick={tick}
          stroke="var(--color-rule-strong)"
        />
        <YAxis
          type="category"
          dataKey="label"
          width={36}
          interval={0}
          tick={tick}
          tickLine={false}
          axisLine={{ stroke: 'var(--color-rule-strong)' }}
        />
        {hasGroups && <Legend verticalAlign="top" height={28} itemSorter={null} formatter={inInk} />}
        {groups.slice(0, hasGroups ? 3 : 1).map(({ key, name, fill }) => (
          <Bar key={key} dataKey={key} name={name} fill={fill} isAnimationActive={false} />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}
