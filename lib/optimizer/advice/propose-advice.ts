import type { Facts } from '../candidates/facts';
import type { AdviceCandidate } from './advice-candidate';
import { proposeBatches } from './propose-batches';
import { proposeLifetimes } from './propose-lifetimes';
import { proposeRewrites } from './propose-rewrites';

/** Everything that people could do better, from what is known of a database. Pure: the same facts give the same advice. */
export const proposeAdvice = (facts: Facts): AdviceCandidate[] =>
  [proposeRewrites, proposeBatches, proposeLifetimes].flatMap((propose) => propose(facts));
