import { Cell, HeadCell, Table } from '@/components/ui/table';
import type { ClassTerm, LessonFunnel } from '@/lib/classes/schema';
import { completionText } from './completion';
import { termName } from './term-name';

/** How far two terms got, lesson by lesson: lessons are paired by their place in the course. */
export function TermLessons({ terms }: { terms: [ClassTerm, ClassTerm] }) {
  const places = [...new Set(terms.flatMap(({ lessons }) => lessons.map(({ order }) => order)))].toSorted(
    (a, b) => a - b,
  );
  if (places.length === 0) return null;
  return (
    <Table caption="Lessons of two terms: opened and finished" tall={places.length > 12}>
      <thead>
        <tr>
          <HeadCell>Lesson</HeadCell>
          {['opened', 'finished'].flatMap((what) =>
            terms.map(({ course }) => (
              <HeadCell key={`${what} ${course.id}`} numeric>
                {termName(course)} {what}
              </HeadCell>
            )),
          )}
        </tr>
      </thead>
      <tbody>
        {places.map((place) => (
          <LessonRow key={place} place={place} terms={terms} />
        ))}
      </tbody>
    </Table>
  );
}

function LessonRow({ place, terms }: { place: number; terms: [ClassTerm, ClassTerm] }) {
  const [one, other] = terms.map(({ lessons }) => lessons.find(({ order }) => order === place));
  const titles = [...new Set([one?.title, other?.title].filter((title) => title !== undefined))];
  return (
    <tr>
      <HeadCell scope="row" className="font-normal">
        {place}. {titles.join(' / ')}
      </HeadCell>
      <Cell numeric>{shareText(one, terms[0], 'attempted')}</Cell>
      <Cell numeric>{shareText(other, terms[1], 'attempted')}</Cell>
      <Cell numeric>{shareText(one, terms[0], 'completed')}</Cell>
      <Cell numeric>{shareText(other, terms[1], 'completed')}</Cell>
    </tr>
  );
}

function shareText(
  lesson: LessonFunnel | undefined,
  { summary }: ClassTerm,
  what: 'attempted' | 'completed',
): string {
  const current = summary.active + summary.completed;
  return lesson && current > 0 ? completionText((lesson[what] / current) * 100) : '–';
}
