'use client';

import { useActionState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { keepTyped } from '@/components/ui/keep-typed';
import { Select } from '@/components/ui/select';
import { type ClearState, clearCacheAction } from '@/lib/cache/actions';
import { cacheClassNames } from '@/lib/cache/classes';
import { allClasses } from '@/lib/cache/schema';
import { classWords } from './words';

const classes = [
  ...cacheClassNames.map((name) => ({ value: name, label: classWords[name].title })),
  { value: allClasses, label: 'All classes' },
];

/** Clears a class or whatever depends on one thing, on every server. */
export function ClearForms() {
  const [state, submit, pending] = useActionState(clearCacheAction, null);
  return (
    <div className="flex flex-col gap-5">
      <p className="max-w-reading text-sm text-ink-soft">
        Nothing is lost: the next reader loads the answer anew, on every server. It stands in the audit trail.
      </p>
      <Outcome state={state} />
      <div className="grid gap-5 lg:grid-cols-2">
        <form
          action={submit}
          onReset={keepTyped(state?.cleared === false)}
          className="flex flex-col items-start gap-3"
        >
          <input type="hidden" name="what" value="class" />
          <Field label="Class" hint="Everything it keeps, and the pages made of it." className="w-full">
            {(control) => <Select {...control} name="name" options={classes} />}
          </Field>
          <Button type="submit" variant="secondary" busy={pending}>
            Clear the class
          </Button>
        </form>
        <form
          action={submit}
          onReset={keepTyped(state?.cleared === false)}
          className="flex flex-col items-start gap-3"
        >
          <input type="hidden" name="what" value="tag" />
          <Field
            label="Tag"
            hint="What depends on one thing: courses, course:ID, crowd:ID, class:ID, student:ID."
            className="w-full"
            required
          >
            {(control) => <Input {...control} name="name" maxLength={200} autoComplete="off" />}
          </Field>
          <Button type="submit" variant="secondary" busy={pending}>
            Clear the tag
          </Button>
        </form>
      </div>
    </div>
  );
}

function Outcome({ state }: { state: ClearState }) {
  if (!state) return null;
  if (!state.cleared) return <Alert tone="critical" live title={state.message} />;
  const answers = state.dropped === 1 ? '1 answer' : `${state.dropped} answers`;
  return <Alert tone="positive" live title={`Cleared. ${answers} of this server went.`} />;
}
