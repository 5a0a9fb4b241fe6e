import type { StatementEffect } from '../verdict/judge-trial';

/**
 * Of many statements one will seem slower by chance: what seems so counts only where a second series, measured for it alone,
 * says the same.
 *
 * @param again measures some statements, by their names, once more
 */
export async function confirm(
  effects: readonly StatementEffect[],
  again: (names: ReadonlySet<string>) => Promise<readonly StatementEffect[]>,
): Promise<StatementEffect[]> {
  const slower = new Set(
    effects.filter(({ judgement }) => judgement === 'regressed').map(({ statement }) => statement),
  );
  if (slower.size === 0) return [...effects];
  const second = await again(slower);
  return effects.map((first): StatementEffect => {
    const other = second.find(({ statement }) => statement === first.statement);
    if (!other || other.judgement === 'regressed') return first;
    const { before, after, ratio } = other;
    return { ...first, before, after, ratio, judgement: 'inconclusive' };
  });
}
