import { RecordForm } from '@/components/records/rights/record-form';
import { Card } from '@/components/ui/card';
import { clearRetentionAction, setRetentionAction } from '@/lib/backups/retention/actions';
import type { OwnRetention as Own } from '@/lib/backups/retention/schema';
import { dateTime } from '@/lib/format';

/** What the own institution asks for, and the form that changes it: for each thing the longest counts. */
export function OwnRetention({ own, timeZone }: { own: Own | null; timeZone: string }) {
  return (
    <Card title="Your institution’s own policy">
      <div className="flex flex-col gap-5">
        <p className="max-w-reading text-sm text-ink-soft">
          Backups hold all institutions together, so each thing is kept for the longest that anybody here asks
          for, and never for less than the installation keeps it. Changes are in the audit trail.
        </p>
        {own === null ? (
          <p className="text-sm">Your institution leaves it to the installation.</p>
        ) : (
          <p className="wrap-anywhere text-sm">
            “{own.label}”, set by {own.setterName} on{' '}
            <time dateTime={own.setAt}>{dateTime(own.setAt, timeZone)}</time>.
          </p>
        )}
        <RecordForm
          action={setRetentionAction}
          fields={[
            {
              name: 'label',
              label: 'What it rests on',
              hint: 'Your records schedule, or who decided it.',
              value: own?.label,
              required: true,
              minLength: 3,
              maxLength: 200,
            },
            {
              name: 'everyDays',
              label: 'Every full backup: days',
              value: textOf(own?.everyDays),
              required: true,
            },
            {
              name: 'anyMomentDays',
              label: 'Any second, and a full backup a week: days',
              value: textOf(own?.anyMomentDays),
              required: true,
            },
            {
              name: 'years',
              label: 'A full backup and a logical archive a month: years',
              value: textOf(own?.years),
              required: true,
            },
          ]}
          buttons={[{ label: 'Keep this policy' }]}
        />
        {own !== null && (
          <RecordForm
            action={clearRetentionAction}
            buttons={[{ label: 'End this policy', variant: 'danger' }]}
            confirm={{
              label: 'Leave it to the installation',
              warning:
                'Backups that are kept for your policy alone are removed when backups are next tidied up. They do not come back.',
            }}
          />
        )}
      </div>
    </Card>
  );
}

const textOf = (value: number | undefined) => (value === undefined ? undefined : String(value));
