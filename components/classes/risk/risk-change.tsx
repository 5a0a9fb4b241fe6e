import { ArrowDownRight, ArrowRight, ArrowUpRight, Plus } from 'lucide-react';
import type { AtRiskStudent } from '@/lib/classes/risk/schema';

const signs = { new: Plus, worse: ArrowUpRight, better: ArrowDownRight, same: ArrowRight } as const;

/** What a week did to a student's score. */
export function RiskChange({ change }: Pick<AtRiskStudent, 'change'>) {
  if (!change) return null;
  const Sign = signs[change.kind];
  return (
    <p className="flex gap-1.5 text-sm text-ink-soft">
      <Sign className="mt-0.5 size-4 shrink-0" />
      {change.text}
    </p>
  );
}
