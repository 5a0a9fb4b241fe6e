import type { Database } from '@/db/client';
import type { Asked } from '../workload/question';
import { measureRound, type Round } from './measure';

export type Side = 'before' | 'after';
/** Puts the copy into the state without or with the change. */
export type Sides = { turnTo(side: Side): Promise<void> };
export type RoundPair = Record<Side, Round>;

/**
 * Rounds without and with a change, turn by turn; which comes first turns round as well.
 *
 * @param onRound before each pair of rounds; what it throws ends the series
 */
export async function measureSeries(
  database: Database,
  asked: readonly Asked[],
  sides: Sides,
  pairs: number,
  onRound: (round: number) => void,
): Promise<RoundPair[]> {
  const series: RoundPair[] = [];
  for (let n = 0; n < pairs; n++) {
    onRound(n);
    series.push(await measurePair(database, asked, sides, n % 2 === 0));
  }
  return series;
}

async function measurePair(
  database: Database,
  asked: readonly Asked[],
  sides: Sides,
  changedFirst: boolean,
): Promise<RoundPair> {
  const measure = async (side: Side) => {
    await sides.turnTo(side);
    return measureRound(database, asked);
  };
  if (!changedFirst) return { before: await measure('before'), after: await measure('after') };
  const after = await measure('after');
  return { before: await measure('before'), after };
}
