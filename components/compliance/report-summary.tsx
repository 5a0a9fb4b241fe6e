import { Stat, StatGroup } from '@/components/ui/stat';
import { type State, states } from '@/lib/compliance/check';
import type { ComplianceReport } from '@/lib/compliance/report';

const labels: Record<State, string> = {
  critical: 'Critical',
  warning: 'Warnings',
  unknown: 'Not known yet',
  ok: 'In order',
};

/** How many checks came out how, the worst first. */
export function ReportSummary({ checks }: Pick<ComplianceReport, 'checks'>) {
  return (
    <StatGroup>
      {states.map((state) => (
        <Stat
          key={state}
          label={labels[state]}
          value={checks.filter((check) => check.state === state).length}
          note={`of ${checks.length} checks`}
        />
      ))}
    </StatGroup>
  );
}
