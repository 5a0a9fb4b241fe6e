import Link from 'next/link';
import type { ComponentProps } from 'react';
import { cn } from './cn';

/** How a link inside text looks, for what is not a page: a file. */
export const textLinkStyles =
  'text-accent underline decoration-1 underline-offset-3 hover:text-accent-strong hover:decoration-2';

/** A link inside text. */
export function TextLink({ className, ...props }: ComponentProps<typeof Link>) {
  return <Link className={cn(textLinkStyles, className)} {...props} />;
}
