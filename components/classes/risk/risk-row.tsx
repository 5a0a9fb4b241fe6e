import { messagesHref } from '@/components/messages/messages-href';
import { Card } from '@/components/ui/card';
import { TextLink } from '@/components/ui/text-link';
import type { AtRiskStudent, ConfidenceLimits } from '@/lib/classes/risk/schema';
import { RiskChange } from './risk-change';
import { RiskConfidence } from './risk-confidence';
import { RiskLevel } from './risk-level';
import { RiskReasons } from './risk-reasons';

type RiskRowProps = { courseId: string; student: AtRiskStudent; limits: ConfidenceLimits };

const shownAtOnce = 3;

/** One student of the at-risk list: the score, what it rests on, and what a week did to it. */
export function RiskRow({ courseId, student, limits }: RiskRowProps) {
  const { userId, name, reasons, confidence } = student;
  const rest = reasons.slice(shownAtOnce);
  return (
    <Card as="li" className="flex flex-col gap-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <h3 className="min-w-0 font-semibold wrap-anywhere">
          <TextLink href={`/teach/${courseId}/students/${userId}`} prefetch={false}>
            {name}
          </TextLink>
        </h3>
        <RiskLevel {...student} />
        <div className="flex gap-4 text-sm sm:ml-auto print:hidden">
          <TextLink href={messagesHref(courseId, { students: [userId] })} prefetch={false}>
            Write<span className="sr-only"> to {name}</span>
          </TextLink>
        </div>
      </div>
      <RiskReasons reasons={reasons.slice(0, shownAtOnce)} />
      {rest.length > 0 && (
        <details className="text-sm">
          <summary className="w-fit font-semibold text-accent pointer-coarse:min-h-11">
            {rest.length} more <span className="sr-only">about {name}</span>
          </summary>
          <div className="mt-1.5">
            <RiskReasons reasons={rest} />
          </div>
        </details>
      )}
      <RiskChange {...student} />
      <RiskConfidence confidence={confidence} limits={limits} />
    </Card>
  );
}
