import { ExternalLink } from 'lucide-react';
import { textLinkStyles } from '@/components/ui/text-link';

/** Leads to where an entry was published; the other site is not told where the reader comes from. */
export const SourceLink = ({ href, about }: { href: string; about: string }) => (
  <a
    href={href}
    rel="noopener noreferrer nofollow"
    className={`${textLinkStyles} inline-flex items-center gap-1`}
  >
    {new URL(href).hostname}
    <ExternalLink className="size-3.5 shrink-0" />
    <span className="sr-only">: {about}</span>
  </a>
);
