import type { ComponentProps } from 'react';
import { cn } from './cn';

/** The reading column: lesson text in the serif, styled by element (see prose.css). */
export function Prose({ className, ...props }: ComponentProps<'div'>) {
  return <div className={cn('prose', className)} {...props} />;
}
