'use client';

import { Search } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import type { Place } from './navigation';
import { opensPalette } from './palette-keys';

const CommandPalette = dynamic(() => import('./command-palette').then((module) => module.CommandPalette), {
  ssr: false,
});

/** The search button and its keys (Ctrl or Cmd with K, and /). The palette itself is fetched when first asked for. */
export function PaletteLauncher({ places }: { places: Place[] }) {
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState(false);
  const show = () => {
    setAsked(true);
    setOpen(true);
  };

  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!opensPalette(event)) return;
      event.preventDefault();
      setAsked(true);
      setOpen(true);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);

  return (
    <>
      <Button
        variant="secondary"
        onClick={show}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K /"
        aria-label="Search"
        className="px-2.5 font-normal text-ink-soft lg:justify-start"
      >
        <Search />
        <span className="hidden lg:inline">Search</span>
        <kbd className="ml-auto hidden rounded-control border px-1.5 font-sans text-xs lg:inline">Ctrl K</kbd>
      </Button>
      {asked && <CommandPalette open={open} onOpenChange={setOpen} places={places} />}
    </>
  );
}
