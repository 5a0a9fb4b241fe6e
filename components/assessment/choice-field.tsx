import { CircleCheck } from 'lucide-react';
import { cn } from '@/components/ui/cn';
import type { QuestionKind } from '@/lib/assessment/schema';
import type { LabelledChoice } from './answer-key';

type ChoiceFieldProps = {
  choice: LabelledChoice;
  kind: QuestionKind;
  isChosen: boolean;
  /** Only once it may be known. */
  isRight: boolean;
};

/** A choice to tick; the whole line is the target. */
export function ChoiceField({ choice: { id, label }, kind, isChosen, isRight }: ChoiceFieldProps) {
  return (
    <label
      className={cn(
        'flex min-h-11 cursor-pointer items-center gap-3 rounded-control border px-3 py-2 hover:border-ink-soft has-checked:border-accent has-checked:bg-accent-soft',
        isRight && 'border-positive has-checked:border-positive has-checked:bg-positive-soft',
      )}
    >
      <input
        type={kind === 'SINGLE' ? 'radio' : 'checkbox'}
        name="chosen"
        value={id}
        defaultChecked={isChosen}
        className="size-5 shrink-0 cursor-pointer accent-accent"
      />
      <span className="min-w-0 flex-1">{label}</span>
      {isRight && (
        <span className="inline-flex items-center gap-1 text-sm font-semibold text-positive [&>svg]:size-4">
          <CircleCheck /> Right
        </span>
      )}
    </label>
  );
}
