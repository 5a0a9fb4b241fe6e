'use client';

import { useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { useRouter } from 'next/navigation';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { useReturnFocus } from '@/components/ui/use-return-focus';
import type { Place } from './navigation';
import { PaletteFooter } from './palette-footer';
import { PaletteGroup } from './palette-group';
import { paletteSearch, shortestSearch } from './palette-search';
import { useSettled } from './use-settled';

type PaletteProps = { open: boolean; onOpenChange: (open: boolean) => void; places: Place[] };

/** One field that leads everywhere: pages of the role, and (from two characters on) courses and lessons. */
export function CommandPalette({ open, onOpenChange, places }: PaletteProps) {
  const returnFocus = useReturnFocus();
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Dialog.Content
          {...returnFocus}
          aria-describedby={undefined}
          className="fixed inset-x-3 top-3 z-50 mx-auto flex max-h-[85dvh] max-w-palette animate-rise flex-col overflow-hidden rounded-card border bg-paper-raised shadow-raised sm:top-[12dvh] sm:max-h-[70dvh]"
        >
          <Dialog.Title className="sr-only">Search</Dialog.Title>
          <PaletteList places={places} close={() => onOpenChange(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function PaletteList({ places, close }: { places: Place[]; close: () => void }) {
  const router = useRouter();
  const [typed, setTyped] = useState('');
  const text = typed.trim();
  const { data, isFetching, isError } = useQuery(paletteSearch(useSettled(text, 150)));
  const results = text.length >= shortestSearch ? data : undefined;
  const open = (href: string) => {
    close();
    router.push(href);
  };
  return (
    <Command label="Search" shouldFilter={false} loop className="flex min-h-0 flex-col">
      <Command.Input
        value={typed}
        onValueChange={setTyped}
        placeholder="Pages, courses, lessons…"
        className="min-h-14 w-full border-b-3 bg-transparent px-5 text-lg outline-none focus-visible:border-focus placeholder:text-ink-soft"
      />
      <Command.List className="min-h-0 overflow-y-auto overscroll-contain p-2">
        <Command.Empty className="px-3 py-6 text-center text-ink-soft">
          {emptyMessage(text, isFetching, isError)}
        </Command.Empty>
        <PaletteGroup
          heading="Pages"
          icon="page"
          open={open}
          entries={matching(places, text).map((place) => ({ ...place, detail: place.group }))}
        />
        <PaletteGroup
          heading="Courses"
          icon="courses"
          open={open}
          entries={(results?.courses ?? []).map(({ id, code, title }) => ({
            href: `/courses/${id}`,
            label: title,
            detail: code,
          }))}
        />
        <PaletteGroup
          heading="Lessons"
          icon="dashboard"
          open={open}
          entries={(results?.lessons ?? []).map(({ id, courseId, title, courseTitle }) => ({
            href: `/learn/${courseId}/${id}`,
            label: title,
            detail: courseTitle,
          }))}
        />
      </Command.List>
      <PaletteFooter />
    </Command>
  );
}

function emptyMessage(text: string, isFetching: boolean, isError: boolean): string {
  if (isError) return 'The search does not answer just now. Please try again.';
  if (isFetching) return 'Searching…';
  return text.length < shortestSearch ? 'Type two characters or more.' : `Nothing found for “${text}”.`;
}

function matching(places: Place[], text: string) {
  const words = text.toLowerCase();
  return places.filter(({ label, keywords = '', group = '' }) =>
    `${group} ${label} ${keywords}`.toLowerCase().includes(words),
  );
}
