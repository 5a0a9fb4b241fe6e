import { StatusBadge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import type { Finding } from '@/lib/performance/checks/check';
import type { CheckGroup } from '@/lib/performance/checks/report';
import { CheckEvidence } from './check-evidence';
import { checkStates } from './check-states';
import { MuteForm } from './mute-form';

/** What one check found, why it matters, and for each object the evidence and the next step. */
export function CheckFindings({ group }: { group: CheckGroup }) {
  const { title, why, state, findings } = group;
  const { tone, word } = checkStates[state];
  return (
    <Card as="article" className="p-4 sm:p-5">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <h3 className="font-serif text-lg font-semibold">{title}</h3>
        <StatusBadge tone={tone}>
          <span className="first-letter:uppercase">{word}</span>
        </StatusBadge>
      </div>
      <p className="mt-1 max-w-reading text-sm text-ink-soft">{why}</p>
      <ul className="mt-2 divide-y">
        {findings.map((finding) => (
          <li key={`${finding.object} ${finding.advice}`} className="py-3 last:pb-0">
            <OneFinding finding={finding} />
            <MuteForm check={finding.check} object={finding.object} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function OneFinding({ finding: { object, evidence, advice, sql } }: { finding: Finding }) {
  return (
    <div className="flex flex-col gap-1 text-sm">
      {object && <p className="font-mono text-xs font-semibold wrap-anywhere">{object}</p>}
      <p className="max-w-reading">{advice}</p>
      <CheckEvidence evidence={evidence} />
      {sql && (
        <pre className="mt-1 rounded-control bg-paper-sunken px-3 py-2 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
          {sql}
        </pre>
      )}
    </div>
  );
}
