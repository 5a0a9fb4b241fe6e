import { ChevronRight, PencilLine } from 'lucide-react';
import type { ReactNode } from 'react';

type ExerciseProps = {
  title: string;
  solutions: readonly { title: string | null; body: ReactNode }[];
  children: ReactNode;
};

/** Something to try; solutions stay closed until they are asked for. */
export function Exercise({ title, solutions, children }: ExerciseProps) {
  return (
    <div className="rounded-card border border-rule-strong bg-paper-raised p-4 sm:p-5">
      <p className="flex items-center gap-2 font-sans text-sm font-semibold text-accent">
        <PencilLine className="size-4.5 shrink-0" />
        Exercise
      </p>
      <h3 className="mt-1 text-lg font-semibold">{title}</h3>
      <div className="mt-2 flex flex-col gap-3">{children}</div>
      {solutions.map(({ title: name, body }, index) => (
        <Solution
          key={solutionWord(name, index, solutions.length)}
          label={solutionWord(name, index, solutions.length)}
        >
          {body}
        </Solution>
      ))}
    </div>
  );
}

function Solution({ label, children }: { label: string; children: ReactNode }) {
  return (
    <details className="group mt-4 border-t pt-2">
      <summary className="flex min-h-8 w-fit list-none items-center gap-1.5 font-sans text-sm font-semibold text-accent pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
        <ChevronRight className="size-4 transition-transform group-open:rotate-90" />
        {label}
      </summary>
      <div className="mt-2 flex flex-col gap-3">{children}</div>
    </details>
  );
}

function solutionWord(title: string | null, index: number, of: number): string {
  const number = of > 1 ? ` ${index + 1}` : '';
  return title ? `${title}${number}` : `Show the solution${number}`;
}
