import { statement } from '@/db/statement';

/** For a transaction of the worker: a class of many thousands may take longer than the half minute that a page may. */
export const allowTime = statement(
  'classes.risk.allow-time',
  "SELECT set_config('statement_timeout', '10min', true)",
);
