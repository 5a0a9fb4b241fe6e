import type { Overall } from '@/lib/analytics/overall';
import type { LearningStyle } from '@/lib/analytics/standing';
import { count, counted } from '@/lib/format';
import { styleWords } from './words';

const all = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** “in 3 courses”, and where some activity came without times, in how many. */
export function timeNote({
  courses,
  coursesBegun,
  coursesUntimed,
}: Pick<Overall, 'courses' | 'coursesBegun' | 'coursesUntimed'>): string {
  if (coursesUntimed === 0) return `in ${counted(courses, 'course')}`;
  const timed = coursesBegun - coursesUntimed;
  if (timed === 0) return 'Your activity came without times.';
  return `in ${counted(timed, 'course')}; in ${count(coursesUntimed)} more it was not measured`;
}

const withheldWhy = 'with fewer than ten classmates it would show how one of them does.';

/** Where all courses stand beside their class medians: in how many ahead, level, behind, and how many are not compared. */
export function comparisonText({ ahead, level, behind, withheld }: Overall['comparison']): string {
  const parts = [
    [ahead, 'ahead'],
    [level, 'about level'],
    [behind, 'behind'],
  ] as const;
  const said = parts.flatMap(([n, word]) => (n > 0 ? [`${word} in ${counted(n, 'course')}`] : []));
  if (said.length === 0)
    return withheld > 0 ? `Not compared: ${withheldWhy}` : 'Not compared before you have begun.';
  const told = `Beside the class median you are ${all.format(said)}.`;
  return withheld > 0 ? `${told} ${counted(withheld, 'course')} not compared: ${withheldWhy}` : told;
}

const styles: LearningStyle[] = ['EFFICIENT', 'BALANCED', 'THOROUGH'];

/** In how many courses each pace was found: “Steady in 2 courses and quick in 1 course.” */
export function pacesText(paces: Overall['paces']): string {
  const found = styles.filter((style) => paces[style] > 0).sort((a, b) => paces[b] - paces[a]);
  if (found.length === 0) return 'None yet: each course says what it takes.';
  const said = all.format(
    found.map((style) => `${styleWords[style].toLowerCase()} in ${counted(paces[style], 'course')}`),
  );
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}.`;
}
