import { labLimits } from '../verdict/judge-pairs';
import type { StatementEffect } from '../verdict/judge-trial';

/** An improvement beyond these is so clear that chance does not give it. */
const clear = { better: 0.75, milliseconds: 3 * labLimits.milliseconds };

/**
 * Of many statements one will seem slower, and one a little faster, by chance: what seems slower, and what is faster by little
 * more than would count, counts only where a second series, measured for it alone, says the same.
 *
 * @param again measures some statements, by their names, once more
 */
export async function confirm(
  effects: readonly StatementEffect[],
  again: (names: ReadonlySet<string>) => Promise<readonly StatementEffect[]>,
): Promise<StatementEffect[]> {
  const open = new Set(effects.filter(isOpen).map(({ statement }) => statement));
  if (open.size === 0) return [...effects];
  const second = await again(open);
  return effects.map((first): StatementEffect => {
    const other = second.find(({ statement }) => statement === first.statement);
    if (!other || other.judgement === first.judgement) return first;
    const { before, after, ratio } = other;
    return { ...first, before, after, ratio, judgement: 'inconclusive' };
  });
}

function isOpen({ judgement, before, after, ratio }: StatementEffect): boolean {
  if (judgement !== 'improved') return judgement === 'regressed';
  const isClear = ratio !== null && ratio.high < clear.better && before - after >= clear.milliseconds;
  return !isClear;
}
