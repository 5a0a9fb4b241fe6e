import { Cell, HeadCell, Table } from '@/components/ui/table';
import type { AtRiskPage } from '@/lib/classes/risk/schema';
import { count, counted } from '@/lib/format';

/** Who was on the list a week before and is not any more. */
export function LeftList({ left, leftTotal }: Pick<AtRiskPage, 'left' | 'leftTotal'>) {
  if (leftTotal === 0) return <p className="text-sm text-ink-soft">Nobody left the list within the week.</p>;
  return (
    <>
      {left.length < leftTotal && (
        <p className="text-sm text-ink-soft">
          The {count(left.length)} who stood highest, of {counted(leftTotal, 'student')}.
        </p>
      )}
      <Table caption="Students who left the list within the week" captionHidden tall={left.length > 12}>
        <thead>
          <tr>
            <HeadCell>Student</HeadCell>
            <HeadCell>What changed</HeadCell>
          </tr>
        </thead>
        <tbody>
          {left.map(({ userId, name, text }) => (
            <tr key={userId}>
              <HeadCell scope="row" className="font-normal">
                {name}
              </HeadCell>
              <Cell>{text}</Cell>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}
