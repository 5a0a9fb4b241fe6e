import { ruleSql } from './rule-sql';
import { currentVersion } from './versions';

/** SQL: the days without study after which a course counts as paused, by the rules `r` of its institution. */
export const pausedDaysSql = ruleSql('recommendations.pausedDays', currentVersion, 'r.changes');

/**
 * SQL: the moment before which the last activity lies of whoever has paused, as the recommendation counts it: whole days on
 * the clock of institution `i`, by its rules `r`.
 *
 * @param now SQL of the present moment
 */
export const pausedBeforeSql = (now: string): string =>
  `((${now} AT TIME ZONE i.time_zone)::date - ${pausedDaysSql} + 1)::timestamp AT TIME ZONE i.time_zone`;
