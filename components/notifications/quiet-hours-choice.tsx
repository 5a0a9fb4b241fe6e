import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { type QuietHours, usualQuietHours } from '@/lib/notifications/quiet-hours';

type QuietHoursChoiceProps = { quiet: QuietHours; timeZone: string };

/** When no e-mail comes. Nothing is lost by it: it comes afterwards. */
export function QuietHoursChoice({ quiet, timeZone }: QuietHoursChoiceProps) {
  const isOn = quiet.fromMinute !== quiet.untilMinute;
  const shown = isOn ? quiet : usualQuietHours;
  return (
    <div className="flex flex-col gap-3">
      <Checkbox
        name="quiet"
        label="No e-mail during these hours"
        hint="What comes meanwhile is sent when they end."
        defaultChecked={isOn}
      />
      <div className="flex gap-4">
        <Field label="From">
          {(control) => (
            <Input type="time" name="from" defaultValue={clock(shown.fromMinute)} {...control} required />
          )}
        </Field>
        <Field label="Until">
          {(control) => (
            <Input type="time" name="until" defaultValue={clock(shown.untilMinute)} {...control} required />
          )}
        </Field>
      </div>
      <p className="text-sm text-ink-soft">
        In the time of your institution ({timeZone.replaceAll('_', ' ')}).
      </p>
    </div>
  );
}

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
