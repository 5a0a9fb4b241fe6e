import type { Ask, Check, Finding } from './check';

/** Figures beside a lasting finding change sooner; longer they are not kept, in milliseconds. */
const longest = 5 * 60_000;

// xmin of a catalog row is new after every change of what it describes; vacuum and ANALYZE write it in place.
const version = `
  SELECT concat_ws(' ', current_database(),
    (SELECT concat(count(*), '/', sum(xmin::text::bigint)) FROM pg_class),
    (SELECT concat(count(*), '/', sum(xmin::text::bigint)) FROM pg_index),
    (SELECT concat(count(*), '/', sum(xmin::text::bigint)) FROM pg_constraint),
    (SELECT concat(count(*), '/', sum(xmin::text::bigint)) FROM pg_policy),
    (SELECT concat(count(*), '/', sum(xmin::text::bigint)) FROM pg_inherits),
    (SELECT concat(count(*), '/', sum(xmin::text::bigint)) FROM pg_attribute WHERE attnum > 0)) AS version`;

/** What the schema of the database is known by: another text after any change of a table, column, index, key or policy. */
export async function readSchemaVersion(ask: Ask): Promise<string | null> {
  const [row] = await ask<{ version: string }>(version);
  return row?.version ?? null;
}

/** Findings of checks that follow from the schema or come about in days, kept for as long as the schema stays as it is. */
export class KeptFindings {
  #schema: string | null = null;
  #found = new Map<string, { at: number; findings: readonly Finding[] }>();

  /**
   * @param schema as `readSchemaVersion` tells it; null keeps nothing
   * @throws what `look` throws, of which nothing is kept
   */
  async of(
    { name, lasting }: Pick<Check, 'name' | 'lasting'>,
    schema: string | null,
    look: () => Promise<Finding[]>,
  ): Promise<readonly Finding[]> {
    if (!lasting || schema === null) return look();
    if (schema !== this.#schema) this.#found = new Map();
    this.#schema = schema;
    const known = this.#found.get(name);
    if (known && Date.now() - known.at < longest) return known.findings;
    const findings = await look();
    if (schema === this.#schema) this.#found.set(name, { at: Date.now(), findings });
    return findings;
  }
}
