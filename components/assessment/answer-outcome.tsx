import dynamic from 'next/dynamic';
import { Alert } from '@/components/ui/alert';
import type { AnswerReceipt } from '@/lib/assessment/schema';

// An explanation comes with an answer: whoever only reads does not load what renders it.
const Markdown = dynamic(() => import('@/components/lessons/markdown').then((module) => module.Markdown));

type AnswerOutcomeProps = { outcome: Pick<AnswerReceipt, 'correct' | 'key'> };

/** What an answer came to, and why once that may be known. */
export function AnswerOutcome({ outcome: { correct, key } }: AnswerOutcomeProps) {
  if (key === null)
    return (
      <Alert tone="caution" title="Not right yet">
        Look at the section once more, then answer again. After the second answer the solution is shown.
      </Alert>
    );
  return (
    <Alert tone={correct ? 'positive' : 'caution'} title={correct ? 'Right' : 'Not right'}>
      {key.explanation ? (
        <Markdown text={key.explanation} />
      ) : (
        !correct && 'The right answer is marked above.'
      )}
    </Alert>
  );
}
