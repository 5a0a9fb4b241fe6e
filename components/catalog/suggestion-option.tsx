import { BookOpen, Search, Shapes } from 'lucide-react';
import type { ComponentProps } from 'react';
import { VisuallyHidden } from '@/components/ui/visually-hidden';
import type { Suggestion } from '@/lib/catalog/schema';

const kinds = {
  course: { Icon: BookOpen, word: 'Course' },
  subject: { Icon: Shapes, word: 'Subject' },
  words: { Icon: Search, word: 'Search for' },
} as const;

/** One suggestion: its kind as a sign and a word, its text, and what tells it apart. */
export function SuggestionOption({
  suggestion: { kind, text, detail },
  ...props
}: ComponentProps<'li'> & { suggestion: Suggestion }) {
  const { Icon, word } = kinds[kind];
  return (
    <li
      {...props}
      className="flex min-h-10 cursor-pointer items-center gap-3 rounded-control px-3 py-1.5 hover:bg-paper-sunken aria-selected:bg-accent-soft aria-selected:outline-2 aria-selected:-outline-offset-2 aria-selected:outline-focus pointer-coarse:min-h-11"
    >
      <Icon className="size-4 shrink-0 text-ink-soft" />
      <VisuallyHidden>{word}: </VisuallyHidden>
      <span className="line-clamp-2 min-w-0">{text}</span>
      {detail && (
        <span className="ml-auto max-w-2/5 shrink-0 truncate text-sm text-ink-soft tabular-nums">
          {detail}
        </span>
      )}
    </li>
  );
}
