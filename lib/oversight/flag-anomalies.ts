import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { appendAudit } from '@/lib/audit/append';
import { type ActorHour, type Anomaly, anomalyRulesVersion, anomalyWords, judgeHour } from './anomaly-rules';

/** A worker that was away finds what happened meanwhile; what is flagged already stays as it is. */
const hoursBack = 48;

/** By the product's own names. */
const looks = [
  'record.access',
  'record.export',
  'class.view',
  'class.risk.view',
  'student.view',
  'student.rights.view',
  'record.details.view',
  'audit.timeline',
  'record.requests.view',
  'record.emergencies.view',
]
  .map((action) => `'${action}'`)
  .join(', ');

// By the product's own names for looking and taking: a look at one student names the student.
const actorHours = statement(
  'audit.actor-hours',
  `WITH events AS (
     SELECT a.*, date_trunc('hour', a.occurred_at) AS hour, a.student_id IS DISTINCT FROM a.actor_id
         AND a.outcome = 'ALLOWED' AND a.action IN (${looks}) AS looked,
       -- A class list is turned over page by page.
       CASE WHEN a.student_id IS NULL AND a.object_id IS NOT NULL THEN a.object_id ELSE a.id::text END AS thing,
       extract(hour FROM a.occurred_at AT TIME ZONE i.time_zone) AS clock
     FROM audit_log a JOIN institutions i ON i.id = a.institution_id
     WHERE a.occurred_at >= date_trunc('hour', $2::timestamptz) - $1 * interval '1 hour'
       AND a.occurred_at < $2::timestamptz
       AND a.actor_id IS NOT NULL AND (a.actor_role IN ('INSTRUCTOR', 'ADMIN') OR a.outcome = 'DENIED'))
   SELECT institution_id AS "institutionId", actor_id AS "actorId", max(actor_name) AS "actorName", hour,
     count(DISTINCT student_id) FILTER (WHERE looked)::int AS students,
     count(*) FILTER (WHERE outcome = 'ALLOWED' AND action IN ('class.export', 'audit.download', 'record.export'))::int AS exports,
     count(*) FILTER (WHERE action = 'record.lookup')::int AS lookups,
     -- What another site made a browser ask for is nobody's own try.
     count(*) FILTER (WHERE outcome = 'DENIED' AND details->>'reason' IS DISTINCT FROM 'from another site')::int AS refusals,
     count(DISTINCT thing) FILTER (WHERE looked AND (clock >= 22 OR clock < 6))::int AS "atNight",
     count(DISTINCT student_id) FILTER (WHERE looked AND actor_role = 'INSTRUCTOR' AND NOT EXISTS (
       SELECT 1 FROM enrollments e JOIN courses c ON c.id = e.course_id
       WHERE e.user_id = events.student_id AND e.status <> 'DROPPED' AND c.instructor_id = events.actor_id))::int AS untaught,
     count(*) FILTER (WHERE looked AND details->>'ground' = 'EMERGENCY')::int AS emergencies
   FROM events GROUP BY institution_id, actor_id, hour`,
);
const addFlags = statement(
  'audit.add-flags',
  `INSERT INTO audit_flags (institution_id, actor_id, actor_name, hour, rule, counted, threshold, rules_version)
   SELECT *, $8::int FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::text[], $6::int[], $7::int[])
   ON CONFLICT DO NOTHING
   RETURNING id::text, institution_id AS "institutionId", actor_id AS "actorId", rule, counted`,
);

type Added = { id: string; institutionId: string; actorId: string; rule: string; counted: number };

/**
 * Holds each person's hours of the two days before a moment against the rules, the running one as far as it has come: an hour is flagged
 * when a rule first finds it remarkable, with what was counted by then. Set-based: two statements, however many people there are, and
 * one event of the trail for each new flag.
 *
 * @returns how many flags are new
 */
export async function flagAnomalies(tx: Transaction, now?: string): Promise<number> {
  const hours = await tx.rows<ActorHour>(actorHours, [hoursBack, now ?? (await tx.startedAt)]);
  const found = hours.flatMap((hour) => judgeHour(hour).map((anomaly): Found => ({ ...hour, ...anomaly })));
  if (found.length === 0) return 0;
  const added = await tx.rows<Added>(addFlags, columnsOf(found));
  for (const { id, institutionId, actorId, rule, counted } of added) {
    await appendAudit(tx, null, {
      action: 'audit.flag',
      objectType: 'audit_flag',
      objectId: id,
      institutionId,
      details: { rule, counted, person: actorId, says: anomalyWords(rule, counted).says },
    });
  }
  return added.length;
}

type Found = ActorHour & Anomaly;

const columnsOf = (found: Found[]) => [
  found.map(({ institutionId }) => institutionId),
  found.map(({ actorId }) => actorId),
  found.map(({ actorName }) => actorName),
  found.map(({ hour }) => hour),
  found.map(({ rule }) => rule),
  found.map(({ counted }) => counted),
  found.map(({ threshold }) => threshold),
  anomalyRulesVersion,
];
