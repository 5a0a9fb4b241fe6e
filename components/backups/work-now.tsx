import { StatusBadge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { type BackupRequest, type RequestState, stateOf } from '@/lib/backups/requests/schema';
import { relative } from '@/lib/format';
import { RequestForm } from './request-form';
import { RequestProgress } from './request-progress';

type WorkNowProps = { requests: BackupRequest[]; isOurs: boolean; asOf: string; timeZone: string };

const names: Record<BackupRequest['work'], string> = {
  BACKUP: 'Full backup',
  ARCHIVE: 'Logical archive',
  DRILL: 'Drill',
};

/** What an administrator may have done now, and what became of it. */
export function WorkNow({ requests, isOurs, asOf, timeZone }: WorkNowProps) {
  return (
    <Card title="Do it now">
      <div className="flex flex-col gap-6">
        <div className="flex flex-wrap gap-x-8 gap-y-5">
          {isOurs && (
            <>
              <RequestForm
                work="BACKUP"
                label="Back up now"
                about="A full backup beside the daily one, for instance before a large import."
              />
              <RequestForm
                work="DRILL"
                label="Drill now"
                about="Restores the newest state into a server of its own, checks it, and throws it away."
              />
            </>
          )}
          <RequestForm
            work="ARCHIVE"
            label="Archive now"
            about="A logical archive, which goes into any newer version of the server."
          />
        </div>
        {requests.length > 0 && (
          <ul className="flex flex-col gap-4 border-t pt-4">
            {requests.map((request) => (
              <RequestItem key={request.id} request={request} asOf={asOf} timeZone={timeZone} />
            ))}
          </ul>
        )}
      </div>
    </Card>
  );
}

const states: Record<RequestState, { tone: 'accent' | 'positive' | 'caution' | 'critical'; word: string }> = {
  WAITING: { tone: 'accent', word: 'Waits for the worker' },
  RUNNING: { tone: 'accent', word: 'Running' },
  SILENT: { tone: 'caution', word: 'No sign of life' },
  DONE: { tone: 'positive', word: 'Done' },
  FAILED: { tone: 'critical', word: 'Failed' },
};

type RequestItemProps = { request: BackupRequest; asOf: string; timeZone: string };

function RequestItem({ request, asOf, timeZone }: RequestItemProps) {
  const state = stateOf(request, asOf);
  const asked = relative(request.requestedAt, asOf, timeZone);
  const isGoingOn = state === 'WAITING' || state === 'RUNNING';
  return (
    <li className="flex flex-col gap-1.5 text-sm">
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="font-semibold">{names[request.work]}</span>
        <StatusBadge tone={states[state].tone}>{states[state].word}</StatusBadge>
        <span className="text-ink-soft">
          asked for by {request.requesterName},{' '}
          <time dateTime={request.requestedAt} title={asked.title}>
            {asked.text}
          </time>
        </span>
      </p>
      {isGoingOn && (
        <RequestProgress
          label={`How far: ${names[request.work].toLowerCase()}`}
          value={state === 'WAITING' ? null : request.done * 100}
          doing={request.doing ?? 'waiting'}
        />
      )}
      {request.fault && <p className="wrap-anywhere text-critical">{request.fault}</p>}
    </li>
  );
}
