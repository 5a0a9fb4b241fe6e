import {
  BookCheck,
  Image,
  Info,
  Lightbulb,
  ListChecks,
  type LucideIcon,
  MessagesSquare,
  Quote,
  TriangleAlert,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';

type Look = { word: string; icon: LucideIcon; frame: string };

const note: Look = { word: 'Note', icon: Info, frame: 'border-accent bg-accent-soft [&>p>svg]:text-accent' };
const help = 'border-positive bg-positive-soft [&>p>svg]:text-positive';
const warning: Look = {
  word: 'Caution',
  icon: TriangleAlert,
  frame: 'border-caution bg-caution-soft [&>p>svg]:text-caution',
};

const looks: Record<string, Look> = {
  callout: note,
  caution: warning,
  warning: { ...warning, word: 'Warning' },
  tip: { word: 'Tip', icon: Lightbulb, frame: help },
  hint: { word: 'Hint', icon: Lightbulb, frame: help },
  prereq: { ...note, word: 'Before you start', icon: BookCheck },
  checklist: { ...note, word: 'Checklist', icon: ListChecks },
  discussion: { ...note, word: 'To discuss', icon: MessagesSquare },
  testimonial: { ...note, word: 'In their words', icon: Quote },
  figure: { ...note, word: 'Figure', icon: Image },
};

type CalloutProps = { kind: string; title: string; children: ReactNode };

/** A box beside the flow of the text: its kind as sign and word, then its title. */
export function Callout({ kind, title, children }: CalloutProps) {
  const { word, icon: Icon, frame } = looks[kind] ?? note;
  const saysMore = title !== '' && ![word, kind].some((name) => name.toLowerCase() === title.toLowerCase());
  return (
    <aside className={cn('rounded-card border-l-4 p-4 sm:px-5', frame)}>
      <p className="flex items-center gap-2 font-sans text-sm font-semibold">
        <Icon className="size-4.5 shrink-0" />
        {word}
      </p>
      {saysMore && <h3 className="mt-1 text-lg font-semibold">{title}</h3>}
      <div className="mt-2 flex flex-col gap-3 text-base">{children}</div>
    </aside>
  );
}
