import { ruleValue } from './rules';

const key = 'recommendations.pausedDays';

/** SQL: the days without study after which a course counts as paused, by the rules `r` of its institution. */
export const pausedDaysSql = `coalesce((r.changes ->> '${key}')::int, ${ruleValue(key)})`;

/**
 * SQL: the moment before which the last activity lies of whoever has paused, as the recommendation counts it: whole days on
 * the clock of institution `i`, by its rules `r`.
 *
 * @param now SQL of the present moment
 */
export const pausedBeforeSql = (now: string): string =>
  `((${now} AT TIME ZONE i.time_zone)::date - ${pausedDaysSql} + 1)::timestamp AT TIME ZONE i.time_zone`;
