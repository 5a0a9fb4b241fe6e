import { learningRankSql } from './learning-status';
import type { RosterStudent } from './schema';

/** What an enrolment `e` says of its student, wherever a class is looked at; $2 to $5 are what `learningRankSql` needs. */
export const studentColumns = `e.user_id AS "userId", e.person_name AS name, e.status, e.avg_completion / 100.0 AS completion,
      e.sections_completed AS "sectionsCompleted", e.sections_required AS "sectionsRequired", e.time_spent AS "timeSpent",
      e.interactions, round(e.velocity_sum / 100.0 / nullif(e.velocity_count, 0), 2) AS velocity,
      round(e.difficulty_sum::numeric / nullif(e.difficulty_count, 0), 2) AS difficulty,
      round(e.comprehension_sum / 100.0 / nullif(e.comprehension_count, 0), 2) AS comprehension,
      e.last_activity_at AS "lastActivityAt", e.enrolled_at AS "enrolledAt", ${learningRankSql} AS rank`;

export type StudentRow = RosterStudent & { rank: number | null };
