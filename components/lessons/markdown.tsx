import { ExternalLink } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { ScrollHint } from '@/components/ui/scroll-hint';
import { VisuallyHidden } from '@/components/ui/visually-hidden';
import { safeHref } from './safe-link';

const plugins = [remarkGfm];

/**
 * Text that an author wrote, without raw HTML. Headings start below the section's own; pictures inside the
 * text show their description (figures are blocks of their own).
 */
const components: Components = {
  a: ({ href, children }) => <TextLink href={href}>{children}</TextLink>,
  h1: ({ children }) => <h3>{children}</h3>,
  h2: ({ children }) => <h3>{children}</h3>,
  h5: ({ children }) => <h4>{children}</h4>,
  h6: ({ children }) => <h4>{children}</h4>,
  img: ({ alt }) => <em>{alt}</em>,
  input: ({ checked }) => (
    <span role="img" aria-label={checked ? 'done' : 'to do'}>
      {checked ? '☑' : '☐'}
    </span>
  ),
  pre: ({ children }) => (
    <Scrolling>
      <pre>{children}</pre>
    </Scrolling>
  ),
  table: ({ children }) => (
    <Scrolling>
      <ScrollHint>Scroll sideways for more columns.</ScrollHint>
      <table>{children}</table>
    </Scrolling>
  ),
};

export function Markdown({ text }: { text: string }) {
  return (
    <ReactMarkdown remarkPlugins={plugins} components={components} urlTransform={safeHref}>
      {text}
    </ReactMarkdown>
  );
}

/** Markdown inside a line: no paragraph of its own. */
export function InlineMarkdown({ text }: { text: string }) {
  return (
    <ReactMarkdown
      remarkPlugins={plugins}
      allowedElements={['code', 'del', 'em', 'strong', 'a']}
      unwrapDisallowed
      components={components}
      urlTransform={safeHref}
    >
      {text}
    </ReactMarkdown>
  );
}

function TextLink({ href, children }: ComponentProps<'a'>) {
  if (!href) return <span>{children}</span>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
      <ExternalLink className="ml-1 inline size-[0.8em] align-baseline" />
      <VisuallyHidden> (opens in a new tab)</VisuallyHidden>
    </a>
  );
}

/** What is wider than the column scrolls in itself, and can be reached by keyboard to do so. */
function Scrolling({ children }: { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <div tabIndex={0} className="overflow-x-auto">
      {children}
    </div>
  );
}
