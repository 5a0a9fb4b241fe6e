import type { Check } from './check';
import { backupsProven } from './checks/backups-proven';
import { checkpointCopies } from './checks/checkpoint-copies';
import { classification } from './checks/classification';
import { emergenciesReviewed } from './checks/emergencies-reviewed';
import { flagsReviewed } from './checks/flags-reviewed';
import { keyAge } from './checks/key-age';
import { regularWork } from './checks/regular-work';
import { requestsInTime } from './checks/requests-in-time';
import { rowSecurity } from './checks/row-security';
import { runtimeRole } from './checks/runtime-role';
import { trailGuards } from './checks/trail-guards';

/** Everything that is checked, in the order of the page. A new one is a file in checks/ and a line here. */
export const checks: Check[] = [
  rowSecurity,
  runtimeRole,
  classification,
  trailGuards,
  checkpointCopies,
  keyAge,
  backupsProven,
  flagsReviewed,
  emergenciesReviewed,
  requestsInTime,
  regularWork,
];
