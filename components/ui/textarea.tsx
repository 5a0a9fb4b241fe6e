import type { ComponentProps } from 'react';
import { cn } from './cn';
import { controlStyles } from './control-styles';

/** A text field of several lines that grows with what is typed. */
export function Textarea({ className, rows = 4, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea rows={rows} className={cn(controlStyles, 'field-sizing-content py-2', className)} {...props} />
  );
}
