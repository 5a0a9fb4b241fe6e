import type { AtRiskStudent } from '@/lib/classes/risk/schema';

/** What a score rests on: each reason with the points it brings. */
export function RiskReasons({ reasons }: Pick<AtRiskStudent, 'reasons'>) {
  return (
    <ul className="flex flex-col gap-1 text-sm">
      {reasons.map(({ signal, text, points }) => (
        <li key={signal} className="grid grid-cols-[2rem_1fr] gap-2">
          <span className="text-right text-ink-soft tabular-nums">
            +{points}
            <span className="sr-only"> points:</span>
          </span>
          {text}
        </li>
      ))}
    </ul>
  );
}
