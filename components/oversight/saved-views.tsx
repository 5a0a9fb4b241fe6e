'use client';

import { Bookmark, X } from 'lucide-react';
import { useActionState, useEffect, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { FormOutcome } from '@/components/ui/form-outcome';
import { Input } from '@/components/ui/input';
import { keepTyped } from '@/components/ui/keep-typed';
import { TextLink } from '@/components/ui/text-link';
import type { AuditFilter } from '@/lib/audit/query';
import { removeViewAction, saveViewAction } from '@/lib/oversight/actions';
import type { SavedView } from '@/lib/oversight/views';

type SavedViewsProps = { views: SavedView[]; filter: AuditFilter; narrowed: boolean };

/** Views of the trail that one keeps for oneself, and a place to keep the present one. */
export function SavedViews({ views, filter, narrowed }: SavedViewsProps) {
  const [saved, save, saving] = useActionState(saveViewAction, null);
  const [removed, remove, removing] = useActionState(removeViewAction, null);
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    // The button went with the view.
    if (removed?.done && document.activeElement === document.body) place.current?.focus();
  }, [removed]);
  if (views.length === 0 && !narrowed && !saved && !removed) return null;
  return (
    <section
      ref={place}
      tabIndex={-1}
      aria-label="Saved views of the trail"
      className="flex flex-col gap-3 print:hidden"
    >
      <FormOutcome state={removed} />
      {views.length > 0 && (
        <h2 id="saved-views" className="text-sm font-semibold">
          Your saved views
        </h2>
      )}
      {views.length > 0 && (
        <ul aria-labelledby="saved-views" className="flex flex-wrap gap-2 text-sm">
          {views.map(({ id, name, search }) => (
            <li key={id} className="flex items-center rounded-pill border bg-paper-raised pl-3">
              <TextLink href={`/admin/audit${search}`}>{name}</TextLink>
              <form action={remove}>
                <input type="hidden" name="id" value={id} />
                <Button
                  type="submit"
                  variant="quiet"
                  size="sm"
                  busy={removing}
                  aria-label={`Remove the saved view ${name}`}
                >
                  <X />
                </Button>
              </form>
            </li>
          ))}
        </ul>
      )}
      <FormOutcome state={saved} />
      {narrowed && (
        <form
          action={save}
          onReset={keepTyped(saved?.done === false)}
          className="flex flex-wrap items-end gap-2"
        >
          {Object.entries(filter).map(
            ([name, value]) =>
              value !== undefined && <input key={name} type="hidden" name={name} value={value} />,
          )}
          <Field label="Save these filters as" required>
            {(control) => <Input {...control} name="name" maxLength={80} autoComplete="off" />}
          </Field>
          <Button type="submit" variant="secondary" busy={saving}>
            <Bookmark /> Save
          </Button>
        </form>
      )}
    </section>
  );
}
