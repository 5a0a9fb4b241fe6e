'use client';

import { Search } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type FormEvent, useTransition } from 'react';
import { Button } from '@/components/ui/button';
import { CourseCombobox } from './course-combobox';

type CourseSearchProps = {
  id?: string;
  /** The words that are looked for now. */
  words?: string;
  /** What else the address says and a new search keeps. */
  kept?: Record<string, string | undefined>;
  className?: string;
};

/** The way into the catalog by words. Without JavaScript it is a plain GET form. */
export function CourseSearch({ id, words, kept = {}, className }: CourseSearchProps) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const href = addressOf(new FormData(event.currentTarget));
    startTransition(() => router.push(href));
  };
  return (
    <search className={className}>
      <form
        id={id}
        action="/courses"
        onSubmit={submit}
        className="grid grid-cols-[minmax(0,1fr)_3rem] gap-2 sm:grid-cols-[minmax(0,1fr)_7rem]"
      >
        <CourseCombobox words={words} className="min-w-0" />
        {Object.entries(kept).map(
          ([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />,
        )}
        <Button type="submit" busy={isPending} className="max-sm:px-3">
          {!isPending && <Search />}
          <span className="max-sm:sr-only">Search</span>
        </Button>
      </form>
    </search>
  );
}

/** The address a form leads to, without what is empty. */
function addressOf(form: FormData): string {
  const given = [...form].flatMap(([name, value]) =>
    typeof value === 'string' && value.trim() !== '' ? [[name, value.trim()]] : [],
  );
  return given.length > 0 ? `/courses?${new URLSearchParams(given)}` : '/courses';
}
