import { Alert } from '@/components/ui/alert';
import { TextLink } from '@/components/ui/text-link';
import { counted } from '@/lib/format';
import type { Waiting } from '@/lib/records/waiting';

/** What waits for an administrator, with the way there; nothing where nothing does. */
export const WaitingNotice = ({ requests, overdue, emergencies }: Waiting) =>
  requests + emergencies > 0 ? (
    <Alert
      tone={overdue > 0 ? 'critical' : 'accent'}
      title={
        overdue > 0
          ? `${counted(overdue, 'request to see a record is', 'requests to see a record are')} past the 45 days`
          : 'Decisions about records wait'
      }
      className="mb-6"
    >
      <p className="flex flex-wrap gap-x-6 gap-y-1">
        {requests > 0 && (
          <TextLink href="/admin/records/requests" prefetch={false}>
            {counted(requests, 'request of a student', 'requests of students')}
          </TextLink>
        )}
        {emergencies > 0 && (
          <TextLink href="/admin/records/emergencies" prefetch={false}>
            {counted(emergencies, 'emergency to review', 'emergencies to review')}
          </TextLink>
        )}
      </p>
    </Alert>
  ) : null;
