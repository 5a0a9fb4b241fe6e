import { Alert } from '@/components/ui/alert';
import { TextLink } from '@/components/ui/text-link';
import type { StudentRisk as Risk } from '@/lib/classes/risk/schema';
import { Refusal } from '@/lib/errors';
import { count, date, dateTime } from '@/lib/format';
import { RiskChange } from './risk-change';
import { RiskConfidence } from './risk-confidence';
import { RiskLevel } from './risk-level';
import { RiskReasons } from './risk-reasons';

type StudentRiskProps = {
  courseId: string;
  risk: Promise<Risk | Refusal>;
  isLearning: boolean;
  timeZone: string;
};

/** What the class's at-risk list says of one student: the same reasons and the same week as its row there, or why it has none. */
export async function StudentRisk({ courseId, risk: pending, isLearning, timeZone }: StudentRiskProps) {
  const risk = await pending;
  if (risk instanceof Refusal) return <Alert tone="caution" title={risk.message} />;
  const { student, asOf, comparedWith, workedOutAt } = risk;
  return (
    <div className="flex flex-col gap-3">
      {student && isLearning ? (
        <>
          <div>
            <RiskLevel {...student} />
          </div>
          <RiskReasons reasons={student.reasons} />
          <RiskChange {...student} />
          <RiskConfidence {...student} limits={risk.limits} />
        </>
      ) : (
        <p className="text-sm">
          {isLearning ? notListed(risk) : 'Only students who are still learning are judged.'}
        </p>
      )}
      <p className="text-xs text-ink-soft">
        As of the end of {date(asOf, 'UTC')}
        {comparedWith && `, compared with ${date(comparedWith, 'UTC')}`}.
        {workedOutAt && ` Worked out on ${dateTime(workedOutAt, timeZone)}.`} A reason to ask, not a
        prediction. <TextLink href={`/teach/${courseId}/at-risk`}>The whole list and its method</TextLink>
      </p>
    </div>
  );
}

function notListed({ notEnough, left, isCut, listedFrom, minimumDays }: Risk): string {
  if (notEnough) return `Not enough data yet: ${notEnough}.`;
  if (isCut) return 'Not among the students with the highest scores, who alone are shown for this day.';
  const since = left ? ` It was a week before. ${left}` : '';
  return `Not on the at-risk list, which begins at a score of ${count(listedFrom)}; in the first ${count(minimumDays)} days of an enrolment nothing is said.${since}`;
}
