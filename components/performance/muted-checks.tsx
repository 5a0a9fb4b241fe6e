import { counted, date } from '@/lib/format';
import type { MutedFindings } from '@/lib/performance/checks/report';
import { LiftMuteForm } from './lift-mute-form';

/** What is muted: until when, by whom and why, and whether it hides something now. */
export function MutedChecks({ muted }: { muted: MutedFindings[] }) {
  return (
    <details className="rounded-card border bg-paper-raised px-4 py-3">
      <summary className="min-h-6 font-semibold">Muted: {muted.length}, each with the reason</summary>
      <ul className="mt-2 divide-y">
        {muted.map(({ mute, title, findings }) => (
          <li key={mute.id} className="flex flex-col items-start gap-1 py-3 text-sm last:pb-0">
            <h3 className="font-semibold">{title}</h3>
            {mute.object && <p className="font-mono text-xs font-semibold wrap-anywhere">{mute.object}</p>}
            <p className="max-w-reading">{mute.reason}</p>
            <p className="text-xs text-ink-soft">
              {mute.muterName}, {date(mute.mutedAt, 'UTC')}; until {date(mute.expiresAt, 'UTC')}.{' '}
              {findings.length === 0
                ? 'Hides nothing now.'
                : `Hides ${counted(findings.length, 'finding')} now.`}
            </p>
            <LiftMuteForm id={mute.id} what={mute.object || title} />
          </li>
        ))}
      </ul>
    </details>
  );
}
