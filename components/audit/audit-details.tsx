import type { AuditEntry } from '@/lib/audit/query';
import { detailName, detailValue } from './detail-words';
import { objectWords } from './object-words';

type Fact = [key: string, name: string, value: string | null];

/** Everything else that an event says, with the ids in full. */
export function AuditDetails({ entry }: { entry: AuditEntry }) {
  const facts: Fact[] = [
    ['id', 'event', entry.id],
    ['at', 'exact time', entry.occurredAt],
    ['actor', 'who', named(entry.actorId, entry.actorName)],
    ['address', 'came from', entry.ipAddress],
    ['request', 'request', entry.requestId],
    ['object', `${objectWords(entry.objectType)} (id)`, entry.objectId],
    ['about', 'about student', entry.studentId === entry.objectId ? null : entry.studentId],
    ...Object.entries(entry.details).map(
      ([name, value]): Fact => [
        `detail ${name}`,
        detailName(name),
        value === null ? null : detailValue(name, value),
      ],
    ),
  ];
  return (
    <details className="text-xs">
      <summary className="min-h-6 w-fit content-center font-semibold text-accent">Details</summary>
      <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5">
        {facts
          .filter(([, , value]) => value !== null)
          .map(([key, name, value]) => (
            <div key={key} className="contents">
              <dt className="text-ink-soft">{name}</dt>
              <dd className="wrap-anywhere">{value}</dd>
            </div>
          ))}
      </dl>
    </details>
  );
}

const named = (id: string | null, name: string | null) =>
  id !== null && name !== null ? `${name}, ${id}` : id;
