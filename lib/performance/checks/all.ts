import { blocking, deadlocks } from './blocking';
import type { Check } from './check';
import { connections } from './connections';
import { diskFull } from './disk-full';
import { foreignKeyIndex } from './foreign-key-index';
import { indexBloat } from './index-bloat';
import { invalidConstraint, invalidIndex } from './invalid';
import { jobQueue } from './job-queue';
import { offsetCrawl } from './offset-crawl';
import { partialIndex } from './partial-index';
import { recovery } from './recovery';
import { redundantIndex } from './redundant-index';
import { repeatedStatement } from './repeated-statement';
import { replication } from './replication';
import { permissivePolicies, rowSecurity, rowSecurityCost } from './row-security';
import { foreignKeyType, nullableUnique, primaryKey } from './schema-rules';
import { sequences } from './sequences';
import { serverVersion } from './server-version';
import { idleInTransaction, longQuery } from './sessions';
import { extensions, settings } from './settings';
import { settingsReview } from './settings-review';
import { planFlip, statementRegression } from './statement-change';
import { planning, slowStatement, spill } from './statements';
import { tableBloat } from './table-bloat';
import { cacheHits, hotUpdates, sequentialScans } from './table-use';
import { unusedIndex } from './unused-index';
import { autovacuumOff, staleStatistics, vacuumBehind } from './vacuum';
import { archiving, checkpoints } from './wal';
import { wraparound } from './wraparound';
import { xminHolder } from './xmin-holder';

/** Every check, in the order of the page: what hurts now, what protects the data, what makes it slow, what is untidy. */
export const checks: readonly Check[] = [
  blocking,
  idleInTransaction,
  longQuery,
  xminHolder,
  deadlocks,
  connections,
  sequences,
  wraparound,
  diskFull,
  settings,
  recovery,
  jobQueue,
  archiving,
  replication,
  rowSecurity,
  rowSecurityCost,
  permissivePolicies,
  autovacuumOff,
  vacuumBehind,
  staleStatistics,
  foreignKeyIndex,
  invalidIndex,
  invalidConstraint,
  redundantIndex,
  unusedIndex,
  partialIndex,
  tableBloat,
  indexBloat,
  spill,
  planning,
  slowStatement,
  statementRegression,
  planFlip,
  repeatedStatement,
  offsetCrawl,
  cacheHits,
  sequentialScans,
  hotUpdates,
  checkpoints,
  primaryKey,
  foreignKeyType,
  nullableUnique,
  settingsReview,
  serverVersion,
  extensions,
];
