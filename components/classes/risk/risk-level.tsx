import { CircleAlert, TriangleAlert } from 'lucide-react';
import { StatusBadge } from '@/components/ui/badge';
import type { AtRiskStudent } from '@/lib/classes/risk/schema';

const looks = {
  high: { tone: 'critical', icon: <CircleAlert />, word: 'High' },
  raised: { tone: 'caution', icon: <TriangleAlert />, word: 'Raised' },
} as const;

/** A score of the at-risk list: number and word together. */
export function RiskLevel({ level, score }: Pick<AtRiskStudent, 'level' | 'score'>) {
  const { tone, icon, word } = looks[level];
  return (
    <StatusBadge tone={tone} icon={icon} className="tabular-nums">
      {word} · {score}
    </StatusBadge>
  );
}
