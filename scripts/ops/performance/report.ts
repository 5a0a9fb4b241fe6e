import type { Evidence, Finding, State } from '@/lib/performance/checks/check';
import { evidenceWords } from '@/lib/performance/checks/evidence-words';
import type { CheckRun } from '@/lib/performance/checks/run';

const marks: Record<State, string> = {
  critical: 'CRITICAL',
  warning: 'warning',
  unknown: 'unknown',
  ok: 'ok',
};

/** The findings for people: those to act on with evidence and advice, then what is unknown, then what is fine. */
export function report({ asOf, facts, findings }: CheckRun): string {
  const counts = Object.keys(marks).map(
    (state) => `${findings.filter((finding) => finding.state === state).length} ${state}`,
  );
  const fine = findings.filter(({ state }) => state === 'ok').map(({ check }) => check);
  return [
    `${facts ? `Database ${facts.database} on PostgreSQL ${facts.versionName}` : 'A database that does not say what it is'}, as of ${asOf}`,
    counts.join(' · '),
    ...findings.filter(({ state }) => state !== 'ok').map(findingLines),
    `\nFine: ${fine.join(', ') || 'none'}`,
  ].join('\n');
}

function findingLines({ check, state, object, evidence, advice, sql }: Finding): string {
  return [
    `\n${marks[state].padEnd(9)} ${check.padEnd(22)} ${object ?? ''}`.trimEnd(),
    ...[evidenceLine(evidence), advice, sql].filter(Boolean).map((line) => `          ${line}`),
  ].join('\n');
}

const evidenceLine = (evidence: Evidence) =>
  evidenceWords(evidence)
    .map(({ label, value }) => (label === 'reason' ? value : `${label}: ${value}`))
    .join(' · ');
