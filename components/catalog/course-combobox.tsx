'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useSettled } from '@/components/shell/use-settled';
import { cn } from '@/components/ui/cn';
import { Input } from '@/components/ui/input';
import { useCombobox } from '@/components/ui/use-combobox';
import { useFollowing } from '@/components/ui/use-following';
import { VisuallyHidden } from '@/components/ui/visually-hidden';
import { shortestSuggestion, suggestionsFor } from '@/lib/catalog/client';
import { counted } from '@/lib/format';
import { SuggestionOption } from './suggestion-option';

type CourseComboboxProps = { words?: string; className?: string };

/** The search field, with suggestions as one types: courses and subjects to go to, words to look for. */
export function CourseCombobox({ words = '', className }: CourseComboboxProps) {
  const router = useRouter();
  const [typed, setTyped] = useFollowing(words);
  // What is already looked for needs no suggestion.
  const asked = typed.trim() === words ? '' : typed.trim();
  const { data = [] } = useQuery(suggestionsFor(useSettled(asked, 120)));
  const suggestions = asked.length >= shortestSuggestion ? data : [];
  const combobox = useCombobox({
    keys: suggestions.map(({ href }) => href),
    choose: (href) => router.push(href),
    clear: () => setTyped(''),
  });
  return (
    <div className={cn('relative', className)}>
      <Input
        {...combobox.fieldProps}
        name="q"
        aria-label="Search courses"
        maxLength={200}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          combobox.open();
        }}
        placeholder="Title, topic, code…"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        enterKeyHint="search"
      />
      {combobox.isExpanded && (
        <ul
          {...combobox.listProps}
          aria-label="Suggestions"
          className="absolute inset-x-0 top-full z-20 mt-1 max-h-[60dvh] overflow-y-auto rounded-card border bg-paper-raised p-1 shadow-raised"
        >
          {suggestions.map((suggestion, index) => (
            <SuggestionOption
              key={suggestion.href}
              suggestion={suggestion}
              {...combobox.optionProps(index)}
            />
          ))}
        </ul>
      )}
      <div role="status">
        <VisuallyHidden>
          {combobox.isExpanded && `${counted(suggestions.length, 'suggestion')}, use the arrow keys`}
        </VisuallyHidden>
      </div>
    </div>
  );
}
