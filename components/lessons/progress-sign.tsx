'use client';

import { Circle, CircleCheck, CircleDot } from 'lucide-react';
import { VisuallyHidden } from '@/components/ui/visually-hidden';
import { isDone } from '@/lib/progress/completion';
import { useReading } from './reading-context';

const signs = {
  done: { icon: <CircleCheck className="text-positive" />, words: 'done' },
  begun: { icon: <CircleDot className="text-accent" />, words: 'begun' },
  open: { icon: <Circle />, words: 'not done yet' },
};

/** How far a group of sections is, as a sign with words; nothing in a preview. */
export function ProgressSign({ sectionIds }: { sectionIds: readonly string[] }) {
  const reading = useReading();
  if (!reading) return null;
  const { completion } = reading.state;
  const finished = sectionIds.filter((id) => isDone(completion, id)).length;
  const isBegun = sectionIds.some((id) => completion[id] !== undefined);
  const { icon, words } =
    sectionIds.length > 0 && finished === sectionIds.length ? signs.done : isBegun ? signs.begun : signs.open;
  return (
    <span className="mt-0.5 shrink-0 text-ink-soft [&>svg]:size-4.5">
      {icon}
      <VisuallyHidden>{words}: </VisuallyHidden>
    </span>
  );
}
