import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { GuideChoices } from '@/lib/backups/guide/read-guide';
import type { GuideQuery } from '@/lib/backups/guide/schema';
import { dateTime } from '@/lib/format';

type GuideFormProps = { choices: GuideChoices; query: GuideQuery; timeZone: string };

/** One form a kind of state; the choice is in the address. */
export function GuideForm({ choices, query, timeZone }: GuideFormProps) {
  const { points, backups, archives, until } = choices;
  return (
    <div className="flex flex-col gap-6">
      <Choice what="latest" label="The newest state there is" />
      <Choice what="moment" label="This moment">
        <Field
          label="A moment"
          hint={`Date and time in UTC${until ? `; the newest that can be had is ${until}` : ''}.`}
          className="grow basis-72"
        >
          {(control) => (
            <Input {...control} name="at" defaultValue={query.at ?? until ?? ''} maxLength={40} required />
          )}
        </Field>
      </Choice>
      <Chosen
        what="point"
        label="A marked point"
        chosen={query.point}
        options={points.map(({ name, at }) => ({ value: name, label: `${name}, ${dateTime(at, timeZone)}` }))}
      />
      <Chosen
        what="backup"
        label="A full backup"
        chosen={query.backup}
        options={backups.map(({ id, endedAt }) => ({
          value: id,
          label: `${dateTime(endedAt, timeZone)}, ${id}`,
        }))}
      />
      <Chosen
        what="archive"
        label="A logical archive"
        chosen={query.archive}
        options={archives.map(({ id, takenAt }) => ({
          value: id,
          label: `${dateTime(takenAt, timeZone)}, ${id}`,
        }))}
      />
    </div>
  );
}

type ChoiceProps = { what: NonNullable<GuideQuery['what']>; label: string; children?: ReactNode };

function Choice({ what, label, children }: ChoiceProps) {
  return (
    <form action="/admin/backups/restore" className="flex max-w-reading flex-wrap items-end gap-3">
      <input type="hidden" name="what" value={what} />
      {children}
      <Button type="submit" variant="secondary" aria-label={`Check: ${label}`}>
        {children ? 'Check' : label}
      </Button>
    </form>
  );
}

type ChosenProps = Omit<ChoiceProps, 'children'> & {
  chosen: string | undefined;
  options: { value: string; label: string }[];
};

function Chosen({ what, label, chosen, options }: ChosenProps) {
  if (options.length === 0) return <p className="text-sm text-ink-soft">{label}: there is none yet.</p>;
  return (
    <Choice what={what} label={label}>
      <Field label={label} className="min-w-0 grow basis-72">
        {(control) => <Select {...control} name={what} defaultValue={chosen} options={options} />}
      </Field>
    </Choice>
  );
}
