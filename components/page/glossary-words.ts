/** Words of administrators’ pages that need a sentence. One meaning for all pages. */
export const glossary = {
  Analyze:
    'Counting how values are spread in a table, so that the database can choose how to look something up.',
  'Cache hits':
    'Answers that were still in memory and did not have to be worked out or read from the disk again.',
  'Checkpoint of the trail':
    'A signed statement of what the trail holds so far. Copies outside the database show whether anybody changed it later.',
  'Data key': 'The key that values of one kind are encrypted with. It is stored encrypted itself.',
  'Dead rows':
    'Old versions of rows that nobody can see any more. They take up room until vacuum clears them away.',
  Drill:
    'A trial restore: a backup is really restored beside the running server, and what came back is checked.',
  Evicted: 'Dropped from the cache to make room.',
  Hold: 'Keeps something from being deleted until somebody lifts it.',
  HOT: 'Short for heap-only tuple: an update that changed no index, which is the cheap kind.',
  Index: 'A sorted list beside a table that lets the database find rows without reading all of it.',
  'Logical archive':
    'The contents of all tables at one moment, readable by any later version of the server; for keeping long.',
  'Master key':
    'The one key outside the database that opens the data keys. Without it, nothing encrypted can be read.',
  'p50, p95, p99': 'Half of the answers, 95 of 100 and 99 of 100 were at least as quick as this.',
  Plan: 'The steps that the database takes to answer a statement.',
  Rotation: 'Replacing a key by a new one and encrypting anew what the old one holds.',
  'Row security': 'Rules inside the database that let each person see only the rows meant for them.',
  Sealed: 'Encrypted, and bound to its place: moved or changed, it does not open.',
  Statement: 'One question or change that the product sends to the database.',
  Vacuum: 'The database clearing away old versions of rows, so that their room can be used again.',
  Wrapped: 'A key that is itself encrypted, by the master key.',
} as const satisfies Record<string, string>;

export type GlossaryWord = keyof typeof glossary;
