'use client';

import { type ReactNode, useEffect, useRef } from 'react';
import { cn } from './cn';

type TabStripProps = { label: string; className?: string; children: ReactNode };

/** A row of tabs that may be wider than the screen: the open one is brought into view, and an edge that hides others fades. */
export function TabStrip({ label, className, children }: TabStripProps) {
  const strip = useRef<HTMLElement>(null);
  useEffect(() => {
    const open = strip.current?.querySelector<HTMLElement>('[aria-current=page]');
    if (!strip.current || !open) return;
    strip.current.scrollLeft = open.offsetLeft - (strip.current.clientWidth - open.offsetWidth) / 2;
  }, []);
  return (
    <nav
      ref={strip}
      aria-label={label}
      className={cn(
        'fading-edges relative overflow-x-auto overflow-y-hidden border-b print:hidden',
        className,
      )}
    >
      {children}
    </nav>
  );
}
