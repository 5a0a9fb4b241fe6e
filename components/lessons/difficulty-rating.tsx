'use client';

import { useId, useState } from 'react';

const steps = [
  { value: 1, word: 'very easy' },
  { value: 2, word: 'easy' },
  { value: 3, word: 'just right' },
  { value: 4, word: 'hard' },
  { value: 5, word: 'very hard' },
];

/** One optional question after a section. */
export function DifficultyRating({ rate }: { rate: (value: number) => void }) {
  const name = useId();
  const [chosen, setChosen] = useState<number | null>(null);
  return (
    <fieldset className="flex animate-rise flex-wrap items-center gap-x-4 gap-y-2 text-sm">
      <legend className="float-left mr-2 text-ink-soft">How hard was this? (optional)</legend>
      <div className="flex gap-1.5">
        {steps.map(({ value, word }) => (
          <label
            key={value}
            title={word}
            className="flex size-9 cursor-pointer items-center justify-center rounded-control border border-rule-strong bg-paper-raised tabular-nums hover:border-ink-soft has-checked:border-transparent has-checked:bg-accent has-checked:font-semibold has-checked:text-on-accent has-focus-visible:outline-3 has-focus-visible:outline-focus pointer-coarse:size-11"
          >
            <input
              type="radio"
              name={name}
              value={value}
              aria-label={`${value}, ${word}`}
              className="sr-only"
              onChange={() => {
                setChosen(value);
                rate(value);
              }}
            />
            {value}
          </label>
        ))}
      </div>
      <p className="text-ink-soft" role="status">
        {chosen === null ? '1 very easy, 5 very hard' : `Thank you: ${steps[chosen - 1]?.word}`}
      </p>
    </fieldset>
  );
}
