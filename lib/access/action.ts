import type { z } from 'zod';
import type { Database, Transaction } from '@/db/client';
import { type AuditEvent, appendAudit, hasTold } from '@/lib/audit/append';
import { nothingChanged, toldWhereDone, type Untold } from '@/lib/audit/untold';
import { notFound, Refusal } from '@/lib/errors';
import { labelOf } from '@/lib/field-labels';
import { nameOperation } from '@/lib/operation';
import { auditDenial } from './audit-denial';
import { deniedFields } from './denied';
import { plainIssue } from './plain-issue';
import { institutionOf } from './record-institution';
import { currentViewer } from './session';
import { tellOfEndedSession } from './tell-ended-session';
import { asViewer } from './transaction';
import type { Viewer } from './viewer';

export type ActionResult<T> =
  | { ok: true; value: T }
  | { ok: false; message: string; fields?: Record<string, string> };

type Definition<Input extends z.ZodType, T> = {
  input: Input;
  /** What the trail calls it, where ids alone do not say what was refused. */
  action?: string;
  /** Decides on the person alone; what depends on a row is decided in `run`, where the row is read. */
  allow: (viewer: Viewer) => boolean;
  /** Does the work and says what the trail shall keep of it. It cannot say nothing. */
  run: (context: { tx: Transaction; viewer: Viewer; input: z.output<Input> }) => Promise<Done<T>>;
};

/** What became of a write: what its caller gets, and its event in the trail. */
export type Done<T> = { value: T; audit: AuditEvent | Untold };

/**
 * The one way to write on behalf of a person: parse → policy → transaction → audit. Use it for server
 * actions (through `action`) and for API routes (directly). Throws a `Refusal` for everything a person
 * can put right, and for what is not theirs, which the trail tells.
 *
 * A write that changes something and tells the trail nothing is undone: what `run` says is held against what the server counted.
 *
 * @param on the connections to work on, where it must not be those of everybody
 */
export async function perform<Input extends z.ZodType, T>(
  definition: Definition<Input, T>,
  viewer: Viewer | null,
  raw: unknown,
  on?: Database,
): Promise<T> {
  if (!viewer) {
    await tellOfEndedSession();
    throw new Refusal('unauthenticated', 'Please sign in first.');
  }
  const read = definition.input.safeParse(raw, { error: plainIssue });
  const about = { input: read.data ?? null, action: definition.action };
  // Before anything is said of what was sent: whoever may not do it at all is told nothing of what it takes.
  if (!definition.allow(viewer)) {
    const denial = notFound();
    await auditDenial(viewer, denial, { about, on });
    throw denial;
  }
  const input = await understoodBy(viewer, definition.input, read, about.action, on);
  const write = async (tx: Transaction) => {
    const { value, audit } = await definition.run({ tx, viewer, input });
    await tell(tx, viewer, audit);
    return value;
  };
  return asViewer(viewer, write, on, about);
}

async function tell(tx: Transaction, viewer: Viewer, audit: AuditEvent | Untold): Promise<void> {
  if (audit === nothingChanged) return;
  if (audit === toldWhereDone) {
    if (!hasTold(tx)) throw new Error('The trail was to be told where it was done, and was not.');
    return;
  }
  nameOperation(audit.action);
  await appendAudit(tx, viewer, await filed(tx, viewer, audit));
}

/** What a guardian does about a record is filed where the record is; what staff do, where they do it. */
async function filed(tx: Transaction, viewer: Viewer, event: AuditEvent): Promise<AuditEvent> {
  const { studentId } = event;
  if (viewer.role !== 'STUDENT' || studentId === undefined || studentId === viewer.userId) return event;
  return { institutionId: await institutionOf(tx, studentId), ...event };
}

/** Turns a definition into a server action body that answers with a result instead of throwing refusals. */
export function action<Input extends z.ZodType, T>(definition: Definition<Input, T>) {
  return async (raw: unknown): Promise<ActionResult<T>> => {
    try {
      return { ok: true, value: await perform(definition, await currentViewer(), raw) };
    } catch (error) {
      if (error instanceof Refusal) return { ok: false, message: error.message, fields: error.fields };
      throw error;
    }
  };
}

/**
 * Like `parse`, in the name of somebody: fields that it does not have, which no form of the product sends, are an attempt that
 * the trail tells of.
 *
 * @param action what the trail would have called it
 */
export async function parseAs<Input extends z.ZodType>(
  viewer: Viewer,
  schema: Input,
  raw: unknown,
  action: string,
): Promise<z.output<Input>> {
  return understoodBy(viewer, schema, schema.safeParse(raw, { error: plainIssue }), action);
}

async function understoodBy<Input extends z.ZodType>(
  viewer: Viewer,
  schema: Input,
  result: z.ZodSafeParseResult<z.output<Input>>,
  attempted?: string,
  on?: Database,
): Promise<z.output<Input>> {
  const issues = result.error?.issues ?? [];
  const strange = issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []));
  if (strange.length > 0) await auditDenial(viewer, deniedFields(strange, attempted), { on });
  return understood(schema, result);
}

/**
 * Parses at the edge; the refusal holds each field once, with a sentence, and says the first of them by the name that its
 * form gives it.
 */
export function parse<Input extends z.ZodType>(schema: Input, raw: unknown): z.output<Input> {
  return understood(schema, schema.safeParse(raw, { error: plainIssue }));
}

function understood<Input extends z.ZodType>(
  schema: Input,
  result: z.ZodSafeParseResult<z.output<Input>>,
): z.output<Input> {
  if (result.success) return result.data;
  const { issues } = result.error;
  const fields = Object.fromEntries(issues.map((issue) => [issue.path.join('.') || 'input', issue.message]));
  const [field, message] = Object.entries(fields)[0] ?? ['input', 'not understood'];
  const name = labelOf(schema, issues[0]?.path ?? []) ?? field.slice(0, 60);
  throw new Refusal('invalid', `Please check “${name}”: ${message}`, fields);
}
