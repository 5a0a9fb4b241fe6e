import type { Round } from './measure';

export type Side = 'before' | 'after';
/** Puts the copy into the state without or with the change. */
export type Sides = { turnTo(side: Side): Promise<void> };
export type RoundPair = Record<Side, Round>;

/**
 * Rounds without and with a change, turn by turn; which comes first turns round as well.
 *
 * @param measure one round of the side that the copy is on
 * @param onRound before each pair of rounds; what it throws ends the series
 */
export async function measureSeries(
  measure: () => Promise<Round>,
  sides: Sides,
  pairs: number,
  onRound: (round: number) => void,
): Promise<RoundPair[]> {
  const series: RoundPair[] = [];
  for (let n = 0; n < pairs; n++) {
    onRound(n);
    series.push(await measurePair(measure, sides, n % 2 === 0));
  }
  return series;
}

async function measurePair(
  measure: () => Promise<Round>,
  sides: Sides,
  changedFirst: boolean,
): Promise<RoundPair> {
  const measureOn = async (side: Side) => {
    await sides.turnTo(side);
    return measure();
  };
  if (!changedFirst) return { before: await measureOn('before'), after: await measureOn('after') };
  const after = await measureOn('after');
  return { before: await measureOn('before'), after };
}
