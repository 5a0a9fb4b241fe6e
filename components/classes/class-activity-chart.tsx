'use client';

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { count } from '@/lib/format';

type Point = { at: string; students: number; interactions: number };

const ink = { fill: 'var(--color-ink-soft)' };

/** Active students as bars; what they did stands in the tooltip and in the table. */
export function ClassActivityChart({ points }: { points: Point[] }) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart data={points} margin={{ top: 8, right: 4, bottom: 0, left: -10 }} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--color-rule)" />
        <XAxis dataKey="at" tick={ink} tickLine={false} stroke="var(--color-rule-strong)" minTickGap={40} />
        <YAxis tick={ink} tickLine={false} axisLine={false} allowDecimals={false} width={56} />
        <Tooltip
          cursor={{ fill: 'var(--color-accent-soft)' }}
          formatter={(students, _name, { payload }) => [
            `${count(Number(students))} · ${count(payload.interactions)} steps`,
            'Active students',
          ]}
          contentStyle={{
            background: 'var(--color-paper-raised)',
            borderColor: 'var(--color-rule)',
            borderRadius: 'var(--radius-control)',
            color: 'var(--color-ink)',
          }}
          itemStyle={{ color: 'var(--color-ink)' }}
        />
        <Bar dataKey="students" fill="var(--color-chart-1)" isAnimationActive={false} />
      </BarChart>
    </ResponsiveContainer>
  );
}
