import { InlineMarkdown } from '@/components/lessons/markdown';
import { ChartFrame } from '@/components/ui/chart-frame';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import type { QuestionFigures } from '@/lib/assessment/analysis';
import type { QuestionKind } from '@/lib/assessment/schema';
import { counted } from '@/lib/format';
import { LazyChoiceChart } from './lazy-choice-chart';
import { choiceLetter, shareText } from './words';

type ChoiceFigureProps = { answered: number; figures: QuestionFigures; kind: QuestionKind };

/** What the choices draw, from everybody and from the groups that do best and worst elsewhere. */
export function ChoiceFigure({ answered, figures: { choices }, kind }: ChoiceFigureProps) {
  const hasGroups = choices.some(({ upper }) => upper !== null);
  const manyNote =
    kind === 'MULTIPLE' ? ' Several can be chosen, so the shares add up to more than 100 %.' : '';
  return (
    <ChartFrame
      title="What was chosen at first"
      summary={`Share of the first answers of ${counted(answered, 'student')}.${manyNote}`}
      note={
        hasGroups
          ? 'Upper and lower: the 27 % who do best and worst at the other questions of the course. A good wrong choice draws the lower group.'
          : 'The upper and the lower group show once each has ten students and the two differ.'
      }
      table={<ChoiceTable choices={choices} />}
    >
      <LazyChoiceChart choices={choices} hasGroups={hasGroups} />
    </ChartFrame>
  );
}

function ChoiceTable({ choices }: Pick<QuestionFigures, 'choices'>) {
  const share = (value: number | null) => (value === null ? '–' : shareText(value));
  return (
    <Table caption="Choices and who chose them at first">
      <thead>
        <tr>
          <HeadCell>Choice</HeadCell>
          <HeadCell numeric>Everybody</HeadCell>
          <HeadCell numeric>Upper group</HeadCell>
          <HeadCell numeric>Lower group</HeadCell>
        </tr>
      </thead>
      <tbody>
        {choices.map((choice) => (
          <tr key={choice.id}>
            <HeadCell scope="row" className="font-normal">
              <span className="font-semibold">{choiceLetter(choice.id)}</span>{' '}
              <InlineMarkdown text={choice.text} />
              {choice.isRight && <span className="font-semibold text-positive"> (right)</span>}
            </HeadCell>
            <Cell numeric>{share(choice.share)}</Cell>
            <Cell numeric>{share(choice.upper)}</Cell>
            <Cell numeric>{share(choice.lower)}</Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
