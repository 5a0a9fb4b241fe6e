import { indexFaults } from './index-faults';
import type { Fault } from './rig';
import { sessionFaults } from './session-faults';
import { statementFaults } from './statement-faults';
import { tableFaults } from './table-faults';

/** Everything that the performance page must name, one by one. */
export const faults: readonly Fault[] = [
  ...indexFaults,
  ...tableFaults,
  ...sessionFaults,
  ...statementFaults,
];
