import { Search } from 'lucide-react';
import Form from 'next/form';
import { roleNames } from '@/components/shell/navigation';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { LinkButton } from '@/components/ui/link-button';
import { Select } from '@/components/ui/select';
import { type PeopleQuery, peopleRoles, peopleStates } from '@/lib/access/people';
import { stateWords } from './person-state';

const anybody = { value: '', label: 'Any' };
const roles = [anybody, ...peopleRoles.map((role) => ({ value: role, label: roleNames[role] }))];
const states = [
  { value: '', label: 'Here' },
  ...peopleStates.map((state) => ({ value: state, label: stateWords[state] })),
];

/** Whom the list shows. A plain GET form: what is asked for stands in the address. */
export function PeopleFilters({ query }: { query: PeopleQuery }) {
  const narrowed = query.q !== undefined || query.role !== undefined || query.state !== undefined;
  return (
    <Form
      action="/admin/people"
      key={JSON.stringify(query)}
      className="grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap print:hidden"
    >
      <Field label="Name or e-mail" className="col-span-2 sm:w-72">
        {(control) => <Input name="q" type="search" maxLength={100} defaultValue={query.q} {...control} />}
      </Field>
      <Field label="Role">
        {(control) => <Select name="role" options={roles} defaultValue={query.role ?? ''} {...control} />}
      </Field>
      <Field label="Status">
        {(control) => <Select name="state" options={states} defaultValue={query.state ?? ''} {...control} />}
      </Field>
      <Button type="submit">
        <Search /> Show
      </Button>
      {narrowed && (
        <LinkButton href="/admin/people" variant="quiet">
          Clear
        </LinkButton>
      )}
    </Form>
  );
}
