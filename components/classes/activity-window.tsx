import Form from 'next/form';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { ActivityPageQuery, ClassActivity } from '@/lib/classes/schema';

type ActivityWindowProps = { courseId: string; query: ActivityPageQuery; activity: ClassActivity };

/** From which day to which: a form whose answer is an address. */
export function ActivityWindow({ courseId, query, activity: { from, to } }: ActivityWindowProps) {
  return (
    <Form
      action={`/teach/${courseId}/activity`}
      scroll={false}
      className="grid w-full grid-cols-2 items-end gap-3 sm:flex sm:w-auto print:hidden"
    >
      {query.by && <input type="hidden" name="by" value={query.by} />}
      <Field label="From">
        {(control) => <Input name="from" type="date" key={from} defaultValue={from} {...control} />}
      </Field>
      <Field label="To">
        {(control) => <Input name="to" type="date" key={to} defaultValue={to} {...control} />}
      </Field>
      <Button type="submit" variant="secondary">
        Show
      </Button>
    </Form>
  );
}
