import type { ReactNode } from 'react';
import { cn } from './cn';
import { VisuallyHidden } from './visually-hidden';

/** A grey shape in the place of what is to come; give it that thing's size. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <div
      aria-hidden="true"
      className={cn('h-4 w-full animate-breathe rounded-control bg-rule print:hidden', className)}
    />
  );
}

/** Lines of text to come. */
export function SkeletonText({ lines = 3, className }: { lines?: number; className?: string }) {
  return (
    <div className={cn('flex flex-col gap-2.5', className)}>
      {Array.from({ length: lines }, (_, line) => `line-${line}`).map((line, index) => (
        <Skeleton key={line} className={index === lines - 1 ? 'w-2/3' : undefined} />
      ))}
    </div>
  );
}

/** Wraps the skeletons of one region and says once, in words, what is being loaded. */
export function Loading({ label = 'Loading…', children }: { label?: string; children: ReactNode }) {
  return (
    <div role="status">
      <VisuallyHidden>{label}</VisuallyHidden>
      {children}
    </div>
  );
}
