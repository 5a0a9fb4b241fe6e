import { z } from 'zod';

/** What sealed columns need: the data keys are in the database itself, wrapped by these master keys. */
export const keysNeeded = z.object({
  masterKeys: z.array(z.string()),
  dataKeys: z.array(
    z.object({ id: z.string(), keyClass: z.string(), version: z.number().int(), state: z.string() }),
  ),
});

export type KeysNeeded = z.output<typeof keysNeeded>;
export type KeyRow = KeysNeeded['dataKeys'][number] & { wrappedBy: string };

export const keyRowsSql = `SELECT id, class AS "keyClass", version, state, wrapped_by AS "wrappedBy" FROM data_keys
   WHERE state <> 'DESTROYED' ORDER BY class, version, id`;

export const keysFrom = (rows: KeyRow[]): KeysNeeded => ({
  masterKeys: [...new Set(rows.map(({ wrappedBy }) => wrappedBy))],
  dataKeys: rows.map(({ wrappedBy: _, ...key }) => key),
});
