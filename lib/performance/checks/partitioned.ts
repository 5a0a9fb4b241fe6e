/** What to know before an index of a partitioned table is dropped. */
export const dropPartitioned =
  'It is one of a partitioned table, which cannot be dropped beside the traffic: DROP INDEX locks the table and all its partitions for a moment, so give it a lock_timeout.';

/** What to know before an index of a partitioned table is made. */
export const createPartitioned =
  'The table is partitioned: build it on each partition first, then on the table.';
