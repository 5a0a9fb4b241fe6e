import type { CheckGroup } from '@/lib/performance/checks/report';
import { CheckEvidence } from './check-evidence';

/** Checks that could not be judged, each with the reason. */
export function UnknownChecks({ groups }: { groups: CheckGroup[] }) {
  const number = groups.reduce((sum, { findings }) => sum + findings.length, 0);
  return (
    <details className="rounded-card border bg-paper-raised px-4 py-3">
      <summary className="min-h-6 font-semibold">Not known: {number}, each with the reason</summary>
      <ul className="mt-2 divide-y">
        {groups.map(({ name, title, findings }) => (
          <li key={name} className="py-3 text-sm last:pb-0">
            <h3 className="font-semibold">{title}</h3>
            <ul className="mt-1 flex flex-col gap-2">
              {findings.map(({ object, evidence }) => (
                <li key={`${object} ${evidence.reason}`} className="flex flex-col gap-0.5">
                  {object && <p className="font-mono text-xs font-semibold wrap-anywhere">{object}</p>}
                  <p className="max-w-reading text-ink-soft">{evidence.reason}</p>
                  <CheckEvidence evidence={evidence} />
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </details>
  );
}
