import { unknown, type Verdict } from './check';
import type { Facts } from './facts';

const week = 7 * 86_400;

/** The verdict where totals show no candidate: fine when they cover a week, since a part is never more than the whole. */
export const whenNothingShows = ({ statisticsAge, statisticsSince }: Facts): Verdict[] =>
  statisticsAge >= week ? [] : [unknown(tooYoung, null, { statisticsSince })];

/** The same for statements, whose own statistics begin when somebody resets them. */
export const whenNoStatementShows = ({ statementsAge, statementsSince }: Facts): Verdict[] =>
  statementsAge >= week ? [] : [unknown(tooYoung, null, { statisticsSince: statementsSince })];

const tooYoung = 'Statistics are younger than 7 days.';
