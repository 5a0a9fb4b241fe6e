'use client';

import { CartesianGrid, Legend, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { bytes } from '@/lib/performance/units';

/** Bytes on one day: what it was, or what it is expected to be. */
export type StoragePoint = { day: string; size?: number; expected?: number };

const ink = { fill: 'var(--color-ink-soft)' };

/** The size of the database by day, and how it goes on at the present growth. */
export function StorageLines({ points }: { points: StoragePoint[] }) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart data={points} margin={{ top: 8, right: 4, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--color-rule)" />
        <XAxis dataKey="day" tick={ink} tickLine={false} stroke="var(--color-rule-strong)" minTickGap={24} />
        <YAxis tick={ink} tickLine={false} axisLine={false} tickFormatter={bytes} width={72} />
        <Tooltip
          formatter={(value, name) => [bytes(Number(value)), name]}
          contentStyle={{
            background: 'var(--color-paper-raised)',
            borderColor: 'var(--color-rule)',
            borderRadius: 'var(--radius-control)',
            color: 'var(--color-ink)',
          }}
          itemStyle={{ color: 'var(--color-ink)' }}
        />
        <Legend formatter={(name) => <span className="text-ink">{name}</span>} />
        <Line
          dataKey="size"
          name="Size"
          stroke="var(--color-chart-1)"
          strokeWidth={2}
          dot
          isAnimationActive={false}
        />
        <Line
          dataKey="expected"
          name="At the present growth"
          stroke="var(--color-chart-2)"
          strokeWidth={2}
          strokeDasharray="6 4"
          dot={false}
          isAnimationActive={false}
        />
      </LineChart>
    </ResponsiveContainer>
  );
}
