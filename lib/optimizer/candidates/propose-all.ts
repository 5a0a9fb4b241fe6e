import type { Candidate } from './candidate';
import { proposeIndexes } from './create-indexes';
import { proposeDrops } from './drop-indexes';
import { proposeStatistics } from './extended-statistics';
import type { Facts } from './facts';
import { proposeSearchIndexes } from './search-indexes';
import { proposeSettings } from './table-settings';

/** Everything that might help, from what is known of a database. Pure: the same facts give the same proposals. */
export const proposeAll = (facts: Facts): Candidate[] =>
  [proposeIndexes, proposeSearchIndexes, proposeDrops, proposeStatistics, proposeSettings].flatMap(
    (propose) => propose(facts),
  );
