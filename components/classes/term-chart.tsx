'use client';

import { CartesianGrid, Legend, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { completionText } from './completion';
import type { TermPoint } from './term-points';

const ink = { fill: 'var(--color-ink-soft)' };
const still = { dot: false, strokeWidth: 2, isAnimationActive: false, connectNulls: true } as const;

/** Two lines, told apart by their dashes as well as by colour. */
export function TermChart({ points, names }: { points: TermPoint[]; names: [string, string] }) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart data={points} margin={{ top: 8, right: 8, bottom: 0, left: -10 }} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--color-rule)" />
        <XAxis dataKey="day" type="number" domain={['dataMin', 'dataMax']} tick={ink} tickLine={false} />
        <YAxis tick={ink} tickLine={false} axisLine={false} width={56} unit=" %" />
        <Tooltip
          labelFormatter={(day) => `Day ${day}`}
          formatter={(value) => completionText(Number(value), 1)}
          contentStyle={{
            background: 'var(--color-paper-raised)',
            borderColor: 'var(--color-rule)',
            borderRadius: 'var(--radius-control)',
            color: 'var(--color-ink)',
          }}
        />
        <Legend formatter={(name) => <span className="text-ink">{name}</span>} />
        <Line {...still} dataKey="one" name={names[0]} stroke="var(--color-chart-1)" />
        <Line
          {...still}
          dataKey="other"
          name={names[1]}
          stroke="var(--color-chart-2)"
          strokeDasharray="5 3"
        />
      </LineChart>
    </ResponsiveContainer>
  );
}
