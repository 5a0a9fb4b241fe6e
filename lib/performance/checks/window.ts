import { unknown, type Verdict } from './check';
import type { Facts } from './facts';

const week = 7 * 86_400;

/** The verdict where totals show no candidate: fine when they cover a week, since a part is never more than the whole. */
export const whenNothingShows = ({ statisticsAge, statisticsSince }: Facts): Verdict[] =>
  statisticsAge >= week ? [] : [unknown('Statistics are younger than 7 days.', null, { statisticsSince })];
