import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Classroom } from '@/db/testing/fixtures';
import { type Plan, partialIndexes } from './explain';
import { outline, type PlanNode, readsWhole } from './outline';

type Call = {
  name: string;
  as: 'SYSTEM' | 'STUDENT' | 'INSTRUCTOR' | 'ADMIN';
  sql: string;
  values: unknown[];
};

/** The functions that statements call and that ask the tables themselves, on the way that most calls take. */
function callsIn(room: Classroom): Call[] {
  const [student, other] = room.studentIds;
  const [lesson] = room.lessons;
  const [section] = lesson?.sectionIds ?? [];
  const event = {
    course: room.courseId,
    lesson: lesson?.id,
    section,
    seconds: 60,
    at: '2026-03-02T10:00:00Z',
  };
  const events = [40, 100].map((completion) => ({ ...event, id: randomUUID(), completion }));
  const call = (name: string, as: Call['as'], sql: string, ...values: unknown[]): Call => ({
    name,
    as,
    sql,
    values,
  });
  return [
    call(
      'record_progress',
      'STUDENT',
      'SELECT * FROM record_progress($1, $2)',
      student,
      JSON.stringify(events),
    ),
    call(
      'record_progress_together',
      'SYSTEM',
      'SELECT * FROM record_progress_together($1)',
      JSON.stringify([
        { ...event, student: room.studentIds[2], id: randomUUID(), completion: 40 },
        { ...event, student: other, id: randomUUID(), completion: 100 },
      ]),
    ),
    call(
      'enroll_student',
      'SYSTEM',
      'SELECT drop_student($1, $2), enroll_student($1, $2)',
      other,
      room.courseId,
    ),
    call('fold_course_deltas', 'SYSTEM', 'SELECT fold_course_deltas(100)'),
    call('rebuild_course_cards', 'SYSTEM', 'SELECT rebuild_course_cards(ARRAY[$1::uuid])', room.courseId),
    call('class_position', 'STUDENT', 'SELECT * FROM class_position($1, $2)', room.courseId, student),
    call('institution_rules', 'STUDENT', 'SELECT * FROM institution_rules($1)', room.institutionId),
    call('record_facts', 'INSTRUCTOR', 'SELECT * FROM record_facts($1)', student),
    call('opened_progress', 'ADMIN', 'SELECT * FROM opened_progress($1)', student),
    call('opened_recommendations', 'ADMIN', 'SELECT * FROM opened_recommendations($1)', student),
    call(
      'own_class_looks',
      'STUDENT',
      "SELECT * FROM own_class_looks(now(), 'ffffffff-ffff-ffff-ffff-ffffffffffff', 20)",
    ),
    call(
      'looks_at_child',
      'STUDENT',
      "SELECT * FROM looks_at_child($1, now(), 'ffffffff-ffff-ffff-ffff-ffffffffffff', 20)",
      other,
    ),
    call('consented_records', 'STUDENT', 'SELECT * FROM consented_records()'),
    call('other_names_in', 'INSTRUCTOR', 'SELECT * FROM other_names_in($1, $2)', student, 'Ada and Grace'),
    call(
      'is_protected',
      'SYSTEM',
      'SELECT is_protected($1), request_is_open($1), inspection_is_open($1)',
      student,
    ),
    call('untitle_messages', 'SYSTEM', 'SELECT untitle_messages(ARRAY[$1::uuid])', randomUUID()),
    call('password_opens', 'SYSTEM', 'SELECT password_settings($1), password_opens($1, $2)', 'x@x.test', 'x'),
    call('is_guardian_of', 'STUDENT', 'SELECT is_guardian_of($1)', other),
    call('consent_counts', 'STUDENT', 'SELECT consent_counts($1)', randomUUID()),
    call('student_at', 'INSTRUCTOR', 'SELECT student_at($1)', 'somebody@here.test'),
    call('contestable_courses', 'STUDENT', 'SELECT * FROM contestable_courses($1)', student),
  ];
}

/**
 * The plans of the statements inside functions, each once, in the order in which they end. The calls are rolled back.
 *
 * @param owner a URL of a superuser: others may not have plans reported
 * @param appRole who calls
 */
export async function explainFunctions(
  owner: string,
  appRole: string,
  room: Classroom,
): Promise<Map<string, Plan>> {
  const client = new pg.Client({ connectionString: owner });
  await client.connect();
  try {
    const partial = await partialIndexes(client);
    await client.query(`
      LOAD 'auto_explain'; SET auto_explain.log_min_duration = 0; SET auto_explain.log_nested_statements = on;
      SET auto_explain.log_verbose = on; SET auto_explain.log_format = json; SET auto_explain.log_level = notice;
      SET plan_cache_mode = force_generic_plan; SET max_parallel_workers_per_gather = 0;
      SET SESSION AUTHORIZATION ${client.escapeIdentifier(appRole)}`);
    const plans = new Map<string, Plan>();
    for (const call of callsIn(room))
      plans.set(`functions.${call.name}`, await explainCall(client, call, room, partial));
    return plans;
  } finally {
    await client.end();
  }
}

async function explainCall(
  client: pg.Client,
  { as, sql, values }: Call,
  room: Classroom,
  partial: ReadonlySet<string>,
): Promise<Plan> {
  const reported: string[] = [];
  const note = ({ message = '' }: { message?: string }) => reported.push(message);
  const caller = {
    SYSTEM: '',
    STUDENT: room.studentIds[0],
    INSTRUCTOR: room.instructorId,
    ADMIN: room.adminId,
  }[as];
  await client.query('BEGIN');
  await client.query(
    "SELECT set_config('app.user_id', $1, true), set_config('app.role', $2, true), set_config('app.institution_id', $3, true)",
    [caller, as, room.institutionId],
  );
  client.on('notice', note);
  await client.query(sql, values);
  client.off('notice', note);
  await client.query('ROLLBACK');
  return planOf(
    reported.flatMap(readReport).filter(({ text }) => text !== sql),
    partial,
  );
}

type Reported = { text: string; plan: PlanNode };

/** `duration: 0.1 ms  plan:` and the plan with its statement, as JSON. */
function readReport(message: string): Reported[] {
  const start = message.indexOf('{');
  if (!message.startsWith('duration:') || start < 0) return [];
  const { 'Query Text': text, Plan: plan }: { 'Query Text': string; Plan: PlanNode } = JSON.parse(
    message.slice(start),
  );
  return [{ text: text.replace(/\s+/g, ' ').trim(), plan }];
}

const longestTitle = 100;

/** What asks no table is left out, and what is asked again. */
function planOf(reported: Reported[], partial: ReadonlySet<string>): Plan {
  const parts = reported.flatMap(({ text, plan }) => {
    const lines = outline(plan);
    return lines ? [[text.slice(0, longestTitle), ...lines.map((line) => `  ${line}`)].join('\n')] : [];
  });
  const whole = reported.flatMap(({ plan }) => [...readsWhole(plan, partial)]);
  return { lines: [...new Set(parts)].flatMap((part) => part.split('\n')), whole: new Set(whole) };
}
