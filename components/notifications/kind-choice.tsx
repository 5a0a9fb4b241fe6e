import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { definitionOf, type EmailMode, emailModes } from '@/lib/notifications/kinds';
import type { KindPreference } from '@/lib/notifications/preferences';

const modeWords: Record<EmailMode, string> = {
  NOW: 'At once',
  DAILY: 'Once a day',
  WEEKLY: 'Once a week',
  NEVER: 'Never',
};
const modes = emailModes.map((mode) => ({ value: mode, label: modeWords[mode] }));

/** How somebody is told of one kind of thing. */
export function KindChoice({ preference: { kind, inApp, email } }: { preference: KindPreference }) {
  const { label, meaning, inApp: usual } = definitionOf(kind);
  return (
    <fieldset className="grid gap-x-8 gap-y-3 border-b py-4 first:pt-0 last:border-b-0 last:pb-0 sm:grid-cols-[1fr_auto_auto]">
      <legend className="sr-only">{label}</legend>
      <div className="min-w-0">
        <p aria-hidden="true" className="font-semibold">
          {label}
        </p>
        <p className="text-sm text-ink-soft">{meaning}</p>
      </div>
      {usual === 'ALWAYS' ? (
        <p className="self-start py-2 text-sm sm:mt-6 text-ink-soft sm:w-36">Always here</p>
      ) : (
        <Checkbox
          name={`inApp:${kind}`}
          label="Show it here"
          defaultChecked={inApp}
          className="self-start sm:mt-6 sm:w-36"
        />
      )}
      <Field label="By e-mail" className="sm:w-44">
        {(control) => <Select name={`email:${kind}`} options={modes} defaultValue={email} {...control} />}
      </Field>
    </fieldset>
  );
}
