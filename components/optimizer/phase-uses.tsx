import { CircleHelp, CircleMinus, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { StatusBadge } from '@/components/ui/badge';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import type { Tone } from '@/components/ui/tone';
import { counted, date } from '@/lib/format';
import type { PhaseUse } from '@/lib/performance/phases/phase-uses';

const names: Record<PhaseUse['phase'], string> = {
  ENROLMENT: 'Enrolment',
  TEACHING: 'Teaching',
  EXAMS: 'Exams',
};

const uses: Record<PhaseUse['use'], { tone: Tone; icon: ReactNode; word: string }> = {
  used: { tone: 'caution', icon: <TriangleAlert />, word: 'Used' },
  unused: { tone: 'neutral', icon: <CircleMinus />, word: 'Not used' },
  unseen: { tone: 'neutral', icon: <CircleHelp />, word: 'Not known yet' },
};

/** Whether the last enrolment, teaching and exam phases used an index that is to go. */
export function PhaseUses({ phases, title }: { phases: readonly PhaseUse[]; title: string }) {
  return (
    <div className="flex flex-col gap-3">
      <p className="font-semibold">In the last terms</p>
      <Table caption={`Used in the last terms: ${title}`} captionHidden>
        <thead>
          <tr>
            <HeadCell>Phase</HeadCell>
            <HeadCell>When</HeadCell>
            <HeadCell>Used</HeadCell>
          </tr>
        </thead>
        <tbody>
          {phases.map(({ phase, use, scans, spans }) => (
            <tr key={phase}>
              <HeadCell scope="row" className="min-w-0">
                {names[phase]}
              </HeadCell>
              <Cell className="min-w-44">
                {spans.length === 0 && 'none is over yet'}
                {spans.map((span) => (
                  <span key={span.from} className="block">
                    {spanWords(span)}
                  </span>
                ))}
              </Cell>
              <Cell>
                <StatusBadge tone={uses[use].tone} icon={uses[use].icon}>
                  {uses[use].word}
                </StatusBadge>
                {use === 'used' && ` ${counted(scans, 'time')}`}
              </Cell>
            </tr>
          ))}
        </tbody>
      </Table>
      <p className="max-w-reading text-xs text-ink-soft">
        The last two of each phase, by the dates of the courses: enrolment from four weeks before a term until
        two weeks into it, exams in its last three weeks and the week after. A phase is known where readings
        cover four fifths of its days, or the server has counted through all of it.
      </p>
    </div>
  );
}

const spanWords = ({ from, until }: { from: string; until: string }) =>
  `${date(from, 'UTC')} – ${date(until, 'UTC')}`;
