import { Search } from 'lucide-react';
import Form from 'next/form';
import { usualPurposes } from '@/components/records/words';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { LinkButton } from '@/components/ui/link-button';
import { Select } from '@/components/ui/select';
import { type AuditFilter, type AuditQuery, auditOutcomes } from '@/lib/audit/query';
import { actionChoices } from './action-areas';
import { isNarrowed } from './audit-links';
import { objectChoices } from './object-words';
import { outcomeWords } from './outcome';

const scopes = [
  { value: '', label: 'Your institution' },
  { value: 'installation', label: 'The whole installation' },
];

const outcomes = [
  { value: '', label: 'Any' },
  ...auditOutcomes.map((outcome) => ({ value: outcome, label: outcomeWords(outcome), title: outcome })),
];

type TextFilter = Exclude<
  keyof AuditFilter,
  'scope' | 'action' | 'objectType' | 'outcome' | 'from' | 'until'
>;

const further: { name: TextFilter; label: string }[] = [
  { name: 'actorId', label: 'Who (id)' },
  { name: 'objectId', label: 'Object (its id)' },
  { name: 'studentId', label: 'Student (id)' },
];

/** What of the trail is shown. A plain GET form: what is asked for stands in the address. */
export function AuditFilters({ query }: { query: AuditQuery }) {
  const text = (name: TextFilter) => ({
    name,
    maxLength: 200,
    defaultValue: query[name],
    autoComplete: 'off',
  });
  return (
    <Form
      action="/admin/audit"
      key={JSON.stringify(query)}
      className="grid grid-cols-2 items-end gap-x-3 gap-y-4 lg:grid-cols-4 print:hidden"
    >
      <Field label="Who (part of the name)">{(control) => <Input {...text('person')} {...control} />}</Field>
      <Field label="Student (part of the name)">
        {(control) => <Input {...text('student')} {...control} />}
      </Field>
      <Field label="What happened">
        {(control) => (
          <Select
            name="action"
            options={actionChoices(query.action)}
            defaultValue={query.action ?? ''}
            {...control}
          />
        )}
      </Field>
      <Field label="Outcome">
        {(control) => (
          <Select name="outcome" options={outcomes} defaultValue={query.outcome ?? ''} {...control} />
        )}
      </Field>
      <Field label="Purpose (part of it)">
        {(control) => (
          <>
            <Input {...text('purpose')} list="audit-purposes" {...control} />
            <datalist id="audit-purposes">
              {usualPurposes.map((purpose) => (
                <option key={purpose} value={purpose} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      <Field label="Words of the reason given">
        {(control) => <Input {...text('why')} placeholder="advising, or -grades to leave out" {...control} />}
      </Field>
      <Field label="From (day)">
        {(control) => <Input type="date" name="from" defaultValue={query.from} {...control} />}
      </Field>
      <Field label="Until (day)">
        {(control) => <Input type="date" name="until" defaultValue={query.until} {...control} />}
      </Field>
      <Field label="To what">
        {(control) => (
          <Select
            name="objectType"
            options={objectChoices(query.objectType)}
            defaultValue={query.objectType ?? ''}
            {...control}
          />
        )}
      </Field>
      <Field label="Whose events">
        {(control) => <Select name="scope" options={scopes} defaultValue={query.scope ?? ''} {...control} />}
      </Field>
      <details open={further.some(({ name }) => query[name] !== undefined)} className="col-span-full text-sm">
        <summary className="min-h-8 w-fit content-center font-semibold text-accent">By exact id</summary>
        <div className="mt-2 grid grid-cols-2 gap-x-3 gap-y-4 lg:grid-cols-4">
          {further.map(({ name, label }) => (
            <Field key={name} label={label}>
              {(control) => <Input {...text(name)} {...control} />}
            </Field>
          ))}
        </div>
      </details>
      <div className="flex flex-wrap gap-2">
        <Button type="submit">
          <Search /> Show
        </Button>
        {isNarrowed(query) && (
          <LinkButton href="/admin/audit" variant="quiet">
            Clear
          </LinkButton>
        )}
      </div>
    </Form>
  );
}
