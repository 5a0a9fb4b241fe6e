import type { ComponentProps } from 'react';
import { cn } from '@/components/ui/cn';
import { ProgressBar } from '@/components/ui/progress-bar';

type InlineBarProps = Omit<ComponentProps<typeof ProgressBar>, 'labelHidden' | 'className'> & {
  /** Room for “100 %” or for “12,345 · 100 %”: the same for a column, so that its bars can be compared. */
  room: 'short' | 'long';
};

/** A progress bar in one line of a dense table: the number stands behind the bar. */
export function InlineBar({ room, ...props }: InlineBarProps) {
  return (
    <ProgressBar
      {...props}
      labelHidden
      className={cn(
        'flex-row-reverse items-center gap-3 [&>div]:shrink-0 [&>progress]:min-w-12',
        room === 'short' ? '[&>div]:w-16' : '[&>div]:w-26',
      )}
    />
  );
}
