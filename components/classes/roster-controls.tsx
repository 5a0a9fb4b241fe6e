import { ChevronRight, Search } from 'lucide-react';
import Form from 'next/form';
import { statusWords as learningWords } from '@/components/analytics/words';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { learningStatuses } from '@/lib/analytics/standing';
import {
  type ClassSummary,
  type RosterPage,
  type RosterPageQuery,
  rosterColumns,
} from '@/lib/classes/schema';
import { statusText } from '@/lib/classes/status-filter';
import type { Refusal } from '@/lib/errors';
import { rosterCells, usualColumns } from './roster-columns';
import { defaultRosterSize } from './roster-links';
import { RosterTabs } from './roster-tabs';

type RosterControlsProps = {
  courseId: string;
  query: RosterPageQuery;
  summary: ClassSummary;
  page: Promise<RosterPage | Refusal>;
};

const sizes = [defaultRosterSize, 100, 200].map((size) => ({
  value: String(size),
  label: `${size} students`,
}));

const learningOptions = [
  { value: '', label: 'Any' },
  ...learningStatuses.map((status) => ({ value: status, label: learningWords[status].word })),
];

/** Whom the class list shows. Everything is in the address, so a view can be kept and shared. */
export function RosterControls({ courseId, query, summary, page }: RosterControlsProps) {
  const { enrollment: chosen, learning } = query.status ?? {};
  return (
    <div className="flex flex-col gap-4 print:hidden">
      <RosterTabs courseId={courseId} query={query} summary={summary} page={page} />
      <Form
        action={`/teach/${courseId}#roster`}
        scroll={false}
        className="grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap"
      >
        {chosen && <input type="hidden" name="status" value={chosen} />}
        <Kept query={query} names={['sort', 'order', 'columns']} />
        <Field label="Name" className="col-span-2 sm:w-72">
          {(control) => (
            <Input name="q" type="search" maxLength={100} key={query.q} defaultValue={query.q} {...control} />
          )}
        </Field>
        <Field label="Learning status">
          {(control) => (
            <Select
              name="status"
              options={learningOptions}
              key={learning}
              defaultValue={learning}
              {...control}
            />
          )}
        </Field>
        <Field label="At a time">
          {(control) => (
            <Select
              name="limit"
              options={sizes}
              key={query.limit}
              defaultValue={String(query.limit)}
              {...control}
            />
          )}
        </Field>
        <Button type="submit" variant="secondary">
          <Search /> Show
        </Button>
      </Form>
      <ColumnChoice courseId={courseId} query={query} />
    </div>
  );
}

type KeptProps = { query: RosterPageQuery; names: readonly Exclude<keyof RosterPageQuery, 'status'>[] };

/** What a form leaves as it is. */
const Kept = ({ query, names }: KeptProps) =>
  names.map((name) => {
    const value = query[name];
    return value === undefined ? null : <input key={name} type="hidden" name={name} value={String(value)} />;
  });

/** Which columns the list has. */
function ColumnChoice({ courseId, query }: { courseId: string; query: RosterPageQuery }) {
  const chosen = query.columns ?? usualColumns;
  return (
    <details className="group text-sm">
      <summary className="flex min-h-8 w-fit list-none items-center gap-1.5 font-semibold text-accent pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
        <ChevronRight className="size-4 transition-transform group-open:rotate-90" />
        Columns
      </summary>
      <Form action={`/teach/${courseId}#roster`} scroll={false} className="flex flex-col items-start gap-3">
        {query.status && <input type="hidden" name="status" value={statusText(query.status)} />}
        <Kept query={query} names={['sort', 'order', 'q', 'limit']} />
        <fieldset className="grid grid-cols-2 gap-x-6 sm:flex sm:flex-wrap">
          <legend className="sr-only">Columns of the class list</legend>
          {rosterColumns.map((column) => (
            <Checkbox
              key={`${column} ${chosen.includes(column)}`}
              name="columns"
              value={column}
              defaultChecked={chosen.includes(column)}
              label={rosterCells[column].label}
            />
          ))}
        </fieldset>
        <Button type="submit" variant="secondary">
          Show these columns
        </Button>
      </Form>
    </details>
  );
}
