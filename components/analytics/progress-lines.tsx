'use client';

import { CartesianGrid, Legend, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';

export type ProgressPoint = { day: string; finished: number | null; planned: number | null };

const ink = { fill: 'var(--color-ink-soft)' };

/** Percent done by day, and the planned line beside it; they differ by their stroke, not only by their colour. */
export function ProgressLines({ points }: { points: ProgressPoint[] }) {
  const isPlanned = points.some(({ planned }) => planned !== null);
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart
        data={points}
        margin={{ top: 8, right: 12, bottom: 0, left: -14 }}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--color-rule)" />
        <XAxis dataKey="day" tick={ink} tickLine={false} stroke="var(--color-rule-strong)" minTickGap={32} />
        <YAxis domain={[0, 100]} unit=" %" tick={ink} tickLine={false} axisLine={false} width={64} />
        <Tooltip
          formatter={(value, name) => [`${value} %`, name]}
          contentStyle={{
            background: 'var(--color-paper-raised)',
            borderColor: 'var(--color-rule)',
            borderRadius: 'var(--radius-control)',
            color: 'var(--color-ink)',
          }}
          itemStyle={{ color: 'var(--color-ink)' }}
        />
        <Legend formatter={(name) => <span className="text-ink">{name}</span>} iconType="plainline" />
        {isPlanned && (
          <Line
            name="Plan"
            dataKey="planned"
            stroke="var(--color-chart-2)"
            strokeWidth={2}
            strokeDasharray="6 5"
            dot={false}
            isAnimationActive={false}
          />
        )}
        <Line
          name="You"
          type="stepAfter"
          dataKey="finished"
          stroke="var(--color-chart-1)"
          strokeWidth={2.5}
          dot={false}
          isAnimationActive={false}
        />
      </LineChart>
    </ResponsiveContainer>
  );
}
