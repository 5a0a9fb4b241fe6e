import { Search } from 'lucide-react';
import Form from 'next/form';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { LinkButton } from '@/components/ui/link-button';
import { Select } from '@/components/ui/select';
import { type AuditQuery, auditOutcomes } from '@/lib/audit/query';
import { knownActions } from './action-words';
import { isNarrowed } from './audit-links';
import { outcomeWords } from './outcome';

const outcomes = [
  { value: '', label: 'Any' },
  ...auditOutcomes.map((outcome) => ({ value: outcome, label: outcomeWords(outcome) })),
];

/** What of the trail is shown. A plain GET form: what is asked for stands in the address. */
export function AuditFilters({ query }: { query: AuditQuery }) {
  const text = (name: 'person' | 'action' | 'objectId' | 'studentId') => ({
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
      <Field label="Action (start of its code)">
        {(control) => (
          <>
            <Input {...text('action')} list="audit-actions" placeholder="session" {...control} />
            <datalist id="audit-actions">
              {knownActions.map((action) => (
                <option key={action} value={action} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      <Field label="Outcome">
        {(control) => (
          <Select name="outcome" options={outcomes} defaultValue={query.outcome ?? ''} {...control} />
        )}
      </Field>
      <Field label="Object (its id)">{(control) => <Input {...text('objectId')} {...control} />}</Field>
      <Field label="Student (id)">{(control) => <Input {...text('studentId')} {...control} />}</Field>
      <Field label="From (day, UTC)">
        {(control) => <Input type="date" name="from" defaultValue={query.from} {...control} />}
      </Field>
      <Field label="Until (day, UTC)">
        {(control) => <Input type="date" name="until" defaultValue={query.until} {...control} />}
      </Field>
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
