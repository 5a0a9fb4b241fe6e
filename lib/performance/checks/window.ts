import { unknown, type Verdict } from './check';
import type { Facts } from './facts';

const week = 7 * 86_400;

/** Why nothing can be said of what tables and indexes go through; null where the server counts it. */
export const notCounted = ({ countsUse }: Facts): string | null =>
  countsUse ? null : 'The server does not count how tables and indexes are used: track_counts is off.';

/** The verdict where totals show no candidate: fine when they cover a week, since a part is never more than the whole. */
export const whenNothingShows = ({ statisticsAge, statisticsSince }: Facts): Verdict[] =>
  statisticsAge >= week ? [] : [unknown(tooYoung, null, { statisticsSince })];

/** The same for statements, whose own statistics begin when somebody resets them. */
export const whenNoStatementShows = ({ statementsAge, statementsSince }: Facts): Verdict[] =>
  statementsAge >= week ? [] : [unknown(tooYoung, null, { statisticsSince: statementsSince })];

const tooYoung = 'Statistics are younger than 7 days.';
