import type { AtRiskStudent } from '@/lib/classes/risk/schema';

const words = {
  medium: 'Medium confidence: less than three weeks, or fewer than fifty students to compare with.',
  low: 'Low confidence: less than two weeks, or fewer than twenty students to compare with.',
} as const;

/** How far the figures behind a score carry; nothing where they rest on at least three weeks and fifty students. */
export const RiskConfidence = ({ confidence }: Pick<AtRiskStudent, 'confidence'>) =>
  confidence === 'high' ? null : <p className="text-xs text-ink-soft">{words[confidence]}</p>;
