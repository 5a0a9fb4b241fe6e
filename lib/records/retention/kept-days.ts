import { type ChosenKind, retentionSchedule } from './schedule';

/** SQL for the days for which the institution that `institution` gives keeps a kind now: its own, or the product's. */
export const keptDaysSql = (institution: string, kind: ChosenKind): string =>
  `kept_days(${institution}, '${kind}', ${retentionSchedule[kind].keptFor})`;
