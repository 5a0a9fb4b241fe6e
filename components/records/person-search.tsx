import { Search } from 'lucide-react';
import Form from 'next/form';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { FoundList, type SearchAnswer } from './found-list';

type PersonSearchProps = {
  /** The page that opens the record of a person given by `?student=`. */
  page: '/admin/records' | '/admin/records/students' | '/admin/records/retention';
  /** Where on that page the person is shown, as `#holds`. */
  fragment?: string;
  words: string | undefined;
  /** Null: nobody has looked yet. */
  answer: SearchAnswer | null;
};

/** Finds a person by name or e-mail address and leads to the same page for that person's record. */
export function PersonSearch({ page, fragment = '', words, answer }: PersonSearchProps) {
  return (
    <section aria-label="People by name" className="flex max-w-reading flex-col gap-4">
      <Form
        action={`${page}${fragment}`}
        prefetch={false}
        key={words}
        className="flex flex-wrap items-end gap-2"
      >
        <Field
          label="Find the person"
          hint="Part of the name or e-mail address. That you looked stands in the trail."
          className="min-w-64 flex-1"
          required
        >
          {(control) => (
            <Input
              {...control}
              name="q"
              type="search"
              defaultValue={words}
              minLength={2}
              maxLength={100}
              autoComplete="off"
            />
          )}
        </Field>
        <Button type="submit" variant="secondary">
          <Search /> Find
        </Button>
      </Form>
      {answer && <FoundList page={page} fragment={fragment} answer={answer} />}
    </section>
  );
}
