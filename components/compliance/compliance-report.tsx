import { states } from '@/lib/compliance/check';
import type { CheckResult, ComplianceReport as Report } from '@/lib/compliance/report';
import { dateTime } from '@/lib/format';
import { CheckCard } from './check-card';
import { ReportSummary } from './report-summary';

const worstFirst = (a: CheckResult, b: CheckResult) => states.indexOf(a.state) - states.indexOf(b.state);

type ComplianceReportProps = { report: Promise<Report>; timeZone: string };

/** What every check found just now, the worst first. */
export async function ComplianceReport({ report, timeZone }: ComplianceReportProps) {
  const { asOf, version, checks } = await report;
  return (
    <div className="flex flex-col gap-6">
      <p className="text-sm text-ink-soft">
        As of <time dateTime={asOf}>{dateTime(asOf, timeZone)}</time> ({timeZone}), Syllabase {version}. Each
        check asked the database while this page was made.
      </p>
      <ReportSummary checks={checks} />
      <ul className="flex flex-col gap-4">
        {checks.toSorted(worstFirst).map((check) => (
          <CheckCard key={check.id} check={check} timeZone={timeZone} />
        ))}
      </ul>
    </div>
  );
}
