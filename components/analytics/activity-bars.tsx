'use client';

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { DaysInBrief } from './days-in-brief';

type ActivityBarsProps = Pick<DaysInBrief, 'of' | 'bars'>;

const ink = { fill: 'var(--color-ink-soft)' };

/** Minutes or steps by day. */
export function ActivityBars({ of, bars }: ActivityBarsProps) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart data={bars} margin={{ top: 8, right: 4, bottom: 0, left: -18 }} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--color-rule)" />
        <XAxis dataKey="day" tick={ink} tickLine={false} stroke="var(--color-rule-strong)" minTickGap={24} />
        <YAxis tick={ink} tickLine={false} axisLine={false} allowDecimals={false} width={52} />
        <Tooltip
          cursor={{ fill: 'var(--color-accent-soft)' }}
          formatter={(value) => (of === 'minutes' ? [`${value} min`, 'Time'] : [`${value}`, 'Steps'])}
          contentStyle={{
            background: 'var(--color-paper-raised)',
            borderColor: 'var(--color-rule)',
            borderRadius: 'var(--radius-control)',
            color: 'var(--color-ink)',
          }}
          itemStyle={{ color: 'var(--color-ink)' }}
        />
        <Bar dataKey="value" fill="var(--color-chart-1)" radius={[3, 3, 0, 0]} isAnimationActive={false} />
      </BarChart>
    </ResponsiveContainer>
  );
}
