import type { AtRiskStudent, ConfidenceLimits } from '@/lib/classes/risk/schema';
import { counted } from '@/lib/format';

type RiskConfidenceProps = Pick<AtRiskStudent, 'confidence'> & { limits: ConfidenceLimits };

/** How far the figures behind a score carry; nothing where they rest on enough days and students. */
export function RiskConfidence({ confidence, limits }: RiskConfidenceProps) {
  if (confidence === 'high') return null;
  const { highDays, highStudents, mediumDays, mediumStudents } = limits;
  const [word, days, students] =
    confidence === 'medium'
      ? (['Medium', highDays, highStudents] as const)
      : (['Low', mediumDays, mediumStudents] as const);
  return (
    <p className="text-xs text-ink-soft">
      {word} confidence: less than {counted(days, 'day')}, or fewer than {counted(students, 'student')} to
      compare with.
    </p>
  );
}
