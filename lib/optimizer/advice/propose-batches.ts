import { count } from '@/lib/format';
import { unknownGain } from '../candidates/candidate';
import type { Facts, RouteUse } from '../candidates/facts';
import { type AdviceCandidate, freePrice } from './advice-candidate';
import { noWritePrice } from './rewrite';

/** As the check of the performance page has them. */
const limits = { requests: 20, callsARequest: 10 } as const;

export const callsARequest = ({ requests, calls }: RouteUse): number => calls / Math.max(1, requests);

/** Whether one statement for all could stand for one for each row of a list. */
export const isRepeated = (use: RouteUse): boolean =>
  use.requests >= limits.requests && callsARequest(use) >= limits.callsARequest;

/** Statements that a page asks once for each row of its list. */
export const proposeBatches = ({ routeUses, asked }: Facts): AdviceCandidate[] =>
  routeUses.filter(isRepeated).map((use): AdviceCandidate => {
    const { route, statement, requests, calls, maxCalls } = use;
    const known = asked.find((one) => one.statement === statement);
    const each = Math.round(callsARequest(use) * 10) / 10;
    return {
      change: {
        kind: 'rewrite',
        pattern: 'repeated-statement',
        statement,
        text: known?.shown ?? '',
        route,
        instead:
          'Ask once for all rows of the list: WHERE id = ANY ($1) with all their ids, or a join, and deal the answers out by id.',
        who: 'programmer',
        estimate: {
          of: 'calls a request',
          now: each,
          after: 1,
          how: `One call instead of ${each}: ${count(Math.round(calls - requests))} round trips to the database less in ${count(requests)} requests. What finding the rows takes stays.`,
        },
        price: noWritePrice,
        evidence: { requests, calls, callsARequest: each, mostCallsARequest: maxCalls, windowHours: 24 },
      },
      why: `${route} asks ${statement} ${each} times a request on average, up to ${count(maxCalls)} times: once for each row of a list. Counted over ${count(requests)} requests of the last 24 hours.`,
      statements: [statement],
      expected: { ...unknownGain, ...(known && { calls: known.calls, milliseconds: known.milliseconds }) },
      price: freePrice,
      refusal: null,
    };
  });
