'use client';

import { CartesianGrid, Legend, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';

export type LatencyPoint = { hour: string; half: number; most: number };

const ink = { fill: 'var(--color-ink-soft)' };

/** Two lines of milliseconds by hour: what half of the requests took at most, and what 95 of 100 took. */
export function LatencyLines({ points }: { points: LatencyPoint[] }) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart data={points} margin={{ top: 8, right: 4, bottom: 0, left: -10 }} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--color-rule)" />
        <XAxis dataKey="hour" tick={ink} tickLine={false} stroke="var(--color-rule-strong)" minTickGap={24} />
        <YAxis tick={ink} tickLine={false} axisLine={false} unit=" ms" width={64} />
        <Tooltip
          formatter={(value, name) => [`${value} ms`, name]}
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
          dataKey="half"
          name="Half"
          stroke="var(--color-chart-1)"
          strokeWidth={2}
          dot
          isAnimationActive={false}
        />
        <Line
          dataKey="most"
          name="95 of 100"
          stroke="var(--color-chart-2)"
          strokeWidth={2}
          strokeDasharray="6 4"
          dot
          isAnimationActive={false}
        />
      </LineChart>
    </ResponsiveContainer>
  );
}
