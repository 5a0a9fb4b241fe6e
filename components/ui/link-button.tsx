import Link from 'next/link';
import type { ComponentProps } from 'react';
import { type ButtonStyle, buttonStyles } from './button-styles';
import { cn } from './cn';

/** A link that looks like a button: for going somewhere, never for doing something. */
export function LinkButton({
  variant,
  size,
  className,
  ...props
}: ComponentProps<typeof Link> & ButtonStyle) {
  return <Link className={cn(buttonStyles({ variant, size }), className)} {...props} />;
}
