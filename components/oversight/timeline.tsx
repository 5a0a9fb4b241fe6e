import { actionWords } from '@/components/audit/action-words';
import { actorRoleName } from '@/components/audit/actor-role';
import { AuditDetails } from '@/components/audit/audit-details';
import { Outcome } from '@/components/audit/outcome';
import { groundNotes, isGround } from '@/components/records/words';
import { date, timeOfDay } from '@/lib/format';
import type { TimelineEntry } from '@/lib/oversight/timeline';

type TimelineProps = { entries: TimelineEntry[]; timeZone: string };

/** Events along a line, a heading for each day of the time zone, the newest first. */
export function Timeline({ entries, timeZone }: TimelineProps) {
  const dayOf = ({ occurredAt }: TimelineEntry) => date(occurredAt, timeZone);
  const days = new Set(entries.map(dayOf));
  return (
    <div className="flex flex-col gap-6">
      {[...days].map((day) => (
        <section key={day} aria-label={day}>
          <h2 className="font-serif text-lg font-semibold">{day}</h2>
          <ol className="mt-2 flex flex-col gap-4 border-l-2 pl-4">
            {entries
              .filter((entry) => dayOf(entry) === day)
              .map((entry) => (
                <TimelineEvent key={entry.id} entry={entry} timeZone={timeZone} />
              ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

function TimelineEvent({ entry, timeZone }: { entry: TimelineEntry; timeZone: string }) {
  const { occurredAt, actorName, action, outcome, purpose, justification, course } = entry;
  const role = actorRoleName(entry);
  return (
    <li className="flex flex-col gap-1 text-sm">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <time dateTime={occurredAt} className="tabular-nums">
          {timeOfDay(occurredAt, timeZone)}
        </time>
        <strong>{actorName ?? 'Syllabase'}</strong>
        {role && <span className="text-ink-soft">{role}</span>}
        <span>{actionWords(action) ?? action}</span>
        {isGround(entry.details.ground) && (
          <span className="text-ink-soft">{groundNotes[entry.details.ground]}</span>
        )}
        {course && <span className="text-ink-soft">{course}; the student may have been on the page</span>}
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
