import { Cell, HeadCell, Table } from '@/components/ui/table';
import type { ClassSummary, ClassTerm } from '@/lib/classes/schema';
import { count } from '@/lib/format';
import { completionText } from './completion';
import { termName } from './term-name';

const share = (part: number, { registered }: ClassSummary) =>
  registered > 0 ? `${count(part)} · ${completionText((part / registered) * 100)}` : '–';
const orNone = (value: number | null) => (value === null ? '–' : completionText(value, 1));

const lines: { label: string; text: (summary: ClassSummary) => string }[] = [
  { label: 'Registered', text: ({ registered }) => count(registered) },
  { label: 'Active', text: (summary) => share(summary.active, summary) },
  { label: 'Completed', text: (summary) => share(summary.completed, summary) },
  { label: 'Withdrawn', text: (summary) => share(summary.dropped, summary) },
  { label: 'Average completion', text: ({ avgCompletion }) => orNone(avgCompletion) },
  { label: 'Median completion', text: ({ medianCompletion }) => orNone(medianCompletion) },
];

/** How two terms stand, in numbers. */
export function TermFigures({ terms }: { terms: [ClassTerm, ClassTerm] }) {
  return (
    <Table caption="Two terms in numbers" captionHidden>
      <thead>
        <tr>
          <HeadCell>
            <span className="sr-only">Figure</span>
          </HeadCell>
          {terms.map(({ course }) => (
            <HeadCell key={course.id} numeric>
              {termName(course)}
            </HeadCell>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ label, text }) => (
          <tr key={label}>
            <HeadCell scope="row" className="font-normal">
              {label}
            </HeadCell>
            {terms.map(({ course, summary }) => (
              <Cell key={course.id} numeric>
                {text(summary)}
              </Cell>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
