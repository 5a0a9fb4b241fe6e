import type { Candidate } from '../candidates/candidate';
import type { Advice } from './advice';

/** Advice with the reason for it, in the form that proposals have. */
export type AdviceCandidate = Omit<Candidate, 'change'> & { change: Advice };

/** What people write costs the database nothing by itself; what else it costs is said in words. */
export const freePrice: Candidate['price'] = { bytes: 0, heartbeatColumns: [], everyEvent: false };
