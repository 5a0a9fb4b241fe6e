import { StatusBadge } from '@/components/ui/badge';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import type { Effect } from '@/lib/optimizer/verdict/judge-pairs';
import { judgementWords } from '@/lib/optimizer/words';
import { milliseconds } from '@/lib/performance/units';
import { judgementTones } from './judgements';

type ShownEffect = Effect & { page: string; statement: string; sameAnswers?: boolean | null };

type EffectTableProps = { effects: readonly ShownEffect[]; caption: string };

/** What a change did to each statement, page by page: without it, with it, and the ratio with its interval. */
export function EffectTable({ effects, caption }: EffectTableProps) {
  return (
    <Table caption={caption} captionHidden>
      <thead>
        <tr>
          <HeadCell>Page</HeadCell>
          <HeadCell numeric>Without</HeadCell>
          <HeadCell numeric>With</HeadCell>
          <HeadCell numeric>Ratio</HeadCell>
          <HeadCell>Verdict</HeadCell>
        </tr>
      </thead>
      <tbody>
        {effects.map((effect) => (
          <EffectRow key={effect.statement} effect={effect} />
        ))}
      </tbody>
    </Table>
  );
}

function EffectRow({ effect }: { effect: ShownEffect }) {
  const { page, statement, before, after, ratio, judgement, sameAnswers } = effect;
  return (
    <tr>
      <HeadCell scope="row">
        {page}
        <span className="block font-mono text-xs font-normal wrap-anywhere text-ink-soft">{statement}</span>
      </HeadCell>
      <Cell numeric>{milliseconds(before)}</Cell>
      <Cell numeric>{milliseconds(after)}</Cell>
      <Cell numeric>
        {ratio ? (
          <>
            {`× ${ratio.median.toFixed(2)}`}
            <span className="block text-xs text-ink-soft">
              {`${ratio.low.toFixed(2)} – ${ratio.high.toFixed(2)}`}
            </span>
          </>
        ) : (
          'Not enough data yet'
        )}
      </Cell>
      <Cell>
        {sameAnswers === false ? (
          <StatusBadge tone="critical">Another answer</StatusBadge>
        ) : (
          <StatusBadge tone={judgementTones[judgement]}>{judgementWords[judgement]}</StatusBadge>
        )}
      </Cell>
    </tr>
  );
}
