import { actionWords } from '@/components/audit/action-words';
import { AuditDetails } from '@/components/audit/audit-details';
import { Outcome } from '@/components/audit/outcome';
import { roleNames } from '@/components/shell/navigation';
import type { AuditEntry } from '@/lib/audit/query';

/** Events along a line, a heading for each day, the newest first. */
export function Timeline({ entries }: { entries: AuditEntry[] }) {
  const days = new Set(entries.map(dayOf));
  return (
    <div className="flex flex-col gap-6">
      {[...days].map((day) => (
        <section key={day} aria-label={day}>
          <h2 className="font-serif text-lg font-semibold">
            <time dateTime={day}>{day}</time> <span className="text-sm font-normal text-ink-soft">UTC</span>
          </h2>
          <ol className="mt-2 flex flex-col gap-4 border-l-2 pl-4">
            {entries
              .filter((entry) => dayOf(entry) === day)
              .map((entry) => (
                <TimelineEvent key={entry.id} entry={entry} />
              ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

const dayOf = ({ occurredAt }: AuditEntry) => occurredAt.slice(0, 10);

function TimelineEvent({ entry }: { entry: AuditEntry }) {
  const { occurredAt, actorName, actorRole, action, outcome, purpose, justification } = entry;
  return (
    <li className="flex flex-col gap-1 text-sm">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <time dateTime={occurredAt} className="tabular-nums">
          {occurredAt.slice(11, 19)}
        </time>
        <strong>{actorName ?? 'Syllabase'}</strong>
        {actorRole && <span className="text-ink-soft">{roleNames[actorRole]}</span>}
        <span>{actionWords(action) ?? action}</span>
        {outcome !== 'ALLOWED' && <Outcome outcome={outcome} />}
      </p>
      {(purpose || justification) && (
        <p className="max-w-reading">
          {purpose && <strong>{purpose}. </strong>}
          {justification}
        </p>
      )}
      <AuditDetails entry={entry} />
    </li>
  );
}
