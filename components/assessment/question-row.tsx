import Link from 'next/link';
import { Cell, HeadCell } from '@/components/ui/table';
import type { ClassQuestion } from '@/lib/assessment/class-questions';
import { count } from '@/lib/format';
import { PromptLine } from './prompt-line';
import { QuestionFlags } from './question-flags';
import { coefficient, shareInterval, shareText } from './words';

type QuestionRowProps = { question: ClassQuestion; isOpen: boolean; href: string };

/** A question in the table; its words lead to its own figures. */
export function QuestionRow({ question, isOpen, href }: QuestionRowProps) {
  const { lessonOrder, number, lessonTitle, prompt, answered, figures, flags } = question;
  return (
    <tr className="group">
      <HeadCell
        scope="row"
        className="sticky left-0 max-w-44 min-w-44 bg-paper-raised align-top font-normal group-hover:bg-paper-sunken sm:max-w-96 sm:min-w-72"
      >
        <Link
          href={href}
          aria-current={isOpen ? 'true' : undefined}
          className="font-semibold text-accent hover:underline"
        >
          {lessonOrder}.{number} <PromptLine prompt={prompt} />
        </Link>
        <span className="block text-xs text-ink-soft">{lessonTitle}</span>
      </HeadCell>
      <Cell numeric>{count(answered)}</Cell>
      {figures === null ? (
        <Cell colSpan={4} className="text-ink-soft">
          Not enough data yet
        </Cell>
      ) : (
        <>
          <Cell numeric>
            {shareText(figures.difficulty.value)}
            <span className="block text-xs text-ink-soft">{shareInterval(figures.difficulty)}</span>
          </Cell>
          <Cell numeric>
            <Coefficient value={figures.discrimination.pointBiserial?.value ?? null} />
          </Cell>
          <Cell numeric>
            <Coefficient value={figures.discrimination.upperLower} />
          </Cell>
          <Cell>
            <QuestionFlags flags={flags} />
          </Cell>
        </>
      )}
    </tr>
  );
}

const Coefficient = ({ value }: { value: number | null }) =>
  value === null ? <span className="text-ink-soft">not enough data</span> : coefficient(value);
