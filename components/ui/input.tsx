import type { ComponentProps } from 'react';
import { cn } from './cn';
import { controlStyles } from './control-styles';

/** A one-line text field; give it a label through `Field` or `aria-label`. */
export function Input({ className, type = 'text', ...props }: ComponentProps<'input'>) {
  return <input type={type} className={cn(controlStyles, className)} {...props} />;
}
