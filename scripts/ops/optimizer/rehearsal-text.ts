import { count } from '@/lib/format';
import type { Budget, RehearsalReport } from '@/lib/rehearsal/report';
import { breaksWords, figure, growthWords } from '@/lib/rehearsal/words';

/** A rehearsal as a person reads it in a terminal. */
export function rehearsalText({ factor, present, rehearsed, growth, budgets }: RehearsalReport): string {
  const columns = ['budget', 'limit', 'now', `× ${factor}`, '', ''];
  return [
    `${count(present.enrolled)} enrolments now, the largest class ${count(present.largestClass)}, ${count(present.progressRows)} progress rows; rehearsed with ${count(rehearsed.progressRows)}.`,
    growthWords(growth),
    '',
    line(columns),
    ...budgets.map((budget) => line(cells(budget, growth))),
  ].join('\n');
}

const cells = (budget: Budget, growth: RehearsalReport['growth']): string[] => [
  budget.question,
  `${budget.bound === 'most' ? '≤' : '≥'} ${budget.limit}`,
  figure(budget.present),
  figure(budget.larger),
  budget.holdsLarger ? 'holds' : 'BREAKS',
  breaksWords(budget, growth),
];

const line = ([name = '', limit = '', now = '', then = '', verdict = '', when = '']: string[]): string =>
  `${name.padEnd(46)}${limit.padStart(8)}${now.padStart(9)}${then.padStart(9)}  ${verdict.padEnd(7)} ${when}`.trimEnd();
