import { Search } from 'lucide-react';
import Form from 'next/form';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { Facet, ListingQuery } from '@/lib/catalog/schema';
import { count } from '@/lib/format';
import { SubmittingSelect } from './submitting-select';
import { sortWords } from './words';

type CatalogFormProps = { query: ListingQuery; institutions: readonly Facet[] };

/** Words, institution and order as a GET form; what the links beside it have set is carried along. */
export function CatalogForm({ query, institutions }: CatalogFormProps) {
  const { q, difficulty, audience, instructor, institution } = query;
  // The order that fits the question is the one without a name in the address.
  const usual = q ? 'relevance' : 'popular';
  const sorts = (['relevance', 'popular', 'newest'] as const).filter((sort) => q || sort !== 'relevance');
  return (
    <Form
      // The browser would otherwise keep what was typed before another filter was followed.
      key={[q, institution, query.sort].join(' ')}
      action="/courses"
      role="search"
      className="grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-[minmax(0,1fr)_minmax(0,18rem)_minmax(0,13rem)_auto]"
    >
      <Field label="Search" className="sm:col-span-2 lg:col-span-1">
        {(control) => (
          <Input
            {...control}
            type="search"
            name="q"
            maxLength={200}
            defaultValue={q}
            placeholder="Title, topic, code…"
          />
        )}
      </Field>
      <Field label="Institution">
        {(control) => (
          <SubmittingSelect
            {...control}
            name="institution"
            defaultValue={institution ?? ''}
            options={[
              { value: '', label: 'All institutions' },
              ...institutions.map(({ value, label, count: n }) => ({
                value,
                label: `${label} (${count(n)})`,
              })),
            ]}
          />
        )}
      </Field>
      <Field label="Order">
        {(control) => (
          <SubmittingSelect
            {...control}
            name="sort"
            defaultValue={query.sort === usual ? '' : query.sort}
            options={sorts.map((sort) => ({ value: sort === usual ? '' : sort, label: sortWords[sort] }))}
          />
        )}
      </Field>
      {Object.entries({ difficulty, audience, instructor }).map(
        ([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />,
      )}
      <Button type="submit" className="sm:col-span-2 lg:col-span-1">
        <Search /> Search
      </Button>
    </Form>
  );
}
