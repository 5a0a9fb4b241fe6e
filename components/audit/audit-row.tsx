import { groundNotes, isGround } from '@/components/records/words';
import { Cell, HeadCell } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import { type AuditEntry, type AuditQuery, studentOf } from '@/lib/audit/query';
import { date, timeOfDay } from '@/lib/format';
import { actionWords } from './action-words';
import { actorRoleName } from './actor-role';
import { AuditDetails } from './audit-details';
import { auditHref } from './audit-links';
import { objectWords } from './object-words';
import { Outcome } from './outcome';

type AuditRowProps = {
  entry: AuditEntry;
  /** Of students, by id. */
  names: Record<string, string>;
  query: AuditQuery;
  timeZone: string;
};

export function AuditRow({ entry, names, query, timeZone }: AuditRowProps) {
  const words = actionWords(entry.action);
  const role = actorRoleName(entry);
  return (
    <tr className="group">
      <HeadCell
        scope="row"
        className="sticky left-0 bg-paper-raised align-top font-normal group-hover:bg-paper-sunken"
      >
        <time dateTime={entry.occurredAt} className="block whitespace-nowrap">
          {date(entry.occurredAt, timeZone)} {timeOfDay(entry.occurredAt, timeZone)}
        </time>
      </HeadCell>
      <Cell label="Who" className="min-w-40">
        {entry.actorName ?? <span className="text-ink-soft">{stranger(entry)}</span>}
        {role && <span className="block text-xs text-ink-soft">{role}</span>}
      </Cell>
      <Cell label="Action" className="min-w-44">
        {words ? <span title={entry.action}>{words}</span> : <code className="text-xs">{entry.action}</code>}
        {isGround(entry.details.ground) && (
          <span className="block text-xs text-ink-soft">{groundNotes[entry.details.ground]}</span>
        )}
      </Cell>
      <Cell label="Object" className="whitespace-nowrap">
        <ObjectOf entry={entry} names={names} query={query} />
      </Cell>
      <Cell label="Outcome">
        <Outcome outcome={entry.outcome} />
      </Cell>
      <Cell label="Why" className="min-w-56">
        {entry.purpose && <p className="font-semibold">{entry.purpose}</p>}
        {entry.justification && <p className="max-w-80">{entry.justification}</p>}
        <AuditDetails entry={entry} />
      </Cell>
    </tr>
  );
}

function ObjectOf({ entry, names, query }: Omit<AuditRowProps, 'timeZone'>) {
  const { objectType, objectId } = entry;
  const studentId = studentOf(entry);
  const student =
    studentId && (names[studentId] ?? nameOf(entry, studentId) ?? `student ${short(studentId)}`);
  return (
    <>
      {objectWords(objectType)}
      {objectId && (
        <span className="flex min-h-6 items-center gap-1 text-xs">
          <TextLink href={auditHref({}, { objectId, limit: query.limit })} title={objectId}>
            {nameOf(entry, objectId) ?? names[objectId] ?? short(objectId)}
          </TextLink>
        </span>
      )}
      {studentId && (
        <span className="flex min-h-6 items-center gap-1 text-xs">
          {studentId !== objectId && (
            <>
              about
              <TextLink href={auditHref({}, { studentId, limit: query.limit })} title={studentId}>
                {student}
              </TextLink>
            </>
          )}
          <TextLink href={`/admin/audit/records/${studentId}`} prefetch={false}>
            timeline
            <span className="sr-only"> of {student}</span>
          </TextLink>
        </span>
      )}
    </>
  );
}

/** The detail of an event that names its object: a course by code or title, a consent by whom it lets see, a saved view by what it was saved as. */
const namedBy: Record<string, string> = { course: 'course', consent: 'party', audit_view: 'name' };

/** What is known by name from the event itself: whoever did it, and some objects. */
function nameOf(
  { actorId, actorName, objectType, objectId, details }: AuditEntry,
  id: string,
): string | null {
  if (id === actorId) return actorName;
  const name = id === objectId ? details[namedBy[objectType] ?? ''] : null;
  return typeof name === 'string' ? name : null;
}

const stranger = ({ action }: AuditEntry) =>
  action.startsWith('session.') ? 'Nobody signed in' : 'Syllabase';

const short = (id: string) => (id.length > 13 ? `${id.slice(0, 8)}…` : id);
