'use client';

import { Check, Circle, CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { isDone } from '@/lib/progress/completion';
import { DifficultyRating } from './difficulty-rating';
import { useReading } from './reading-context';

type SectionFootProps = { sectionId: string; title: string; rule: 'MARK' | 'VIEW' };

/** The end of a section: whether it is done, and the way to say so. */
export function SectionFoot({ sectionId, title, rule }: SectionFootProps) {
  const reading = useReading();
  const [markedHere, setMarkedHere] = useState(false);
  if (!reading) return null;
  const done = isDone(reading.state.completion, sectionId);
  if (rule === 'VIEW') {
    return (
      <p className="mt-6 flex items-center gap-2 text-sm text-ink-soft [&>svg]:size-4.5">
        {done ? <CircleCheck className="text-positive" /> : <Circle />}
        {done ? 'Read' : 'Counts as done once you have read it'}
      </p>
    );
  }
  return (
    <div className="mt-6 flex flex-col items-start gap-4 print:hidden">
      <Button
        variant={done ? 'quiet' : 'secondary'}
        aria-disabled={done || undefined}
        aria-label={done ? `Done: ${title}` : `Mark as done: ${title}`}
        className={done ? 'text-positive aria-disabled:cursor-default aria-disabled:opacity-100' : undefined}
        onClick={() => {
          reading.markDone([sectionId]);
          setMarkedHere(true);
        }}
      >
        {done ? <CircleCheck /> : <Check />}
        {done ? 'Done' : 'Mark as done'}
      </Button>
      {done && markedHere && <DifficultyRating rate={(value) => reading.rate(sectionId, value)} />}
    </div>
  );
}
