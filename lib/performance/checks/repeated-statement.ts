import { check, unknown, type Verdict } from './check';
import { summed, total } from './readings';

type Repeated = { object: string; requests: number; calls: number; maxCalls: number };

const limits = { requests: 20, callsARequest: 10 } as const;

const lastDay = summed(['requests', 'calls', 'maxCalls'], {
  kind: 'ROUTE_STATEMENT',
  grain: 'HOUR',
  from: `now() - interval '24 hours'`,
  // The checks are themselves many short statements; they are not what is looked for.
  having: `r.object NOT LIKE '% performance.%' AND ${total('requests')} >= ${limits.requests} AND ${total('calls')} >= ${limits.callsARequest} * ${total('requests')}`,
});

/** Routes that ask the same statement ten times and more to answer one request, over 20 requests of a day. */
export const repeatedStatement = check<Repeated>({
  name: 'repeated-statement',
  title: 'Pages that ask the same question again and again',
  why: 'One statement for each row of a list costs a round trip each: the page gets slower with every row.',
  impossible: ({ readings }) =>
    readings === null
      ? 'Which page asks what is measured by the product itself; this database keeps no such readings.'
      : null,
  sql: `${lastDay} ORDER BY calls DESC`,
  judge: (found, { readings }) =>
    found.length === 0 && readings?.since === null
      ? [unknown('No readings are kept yet.')]
      : found.map(judgeRepeated),
});

/** The object of a reading is the route, with the statement’s name as its last word. */
function judgeRepeated({ object, requests, calls, maxCalls }: Repeated): Verdict {
  const end = object.lastIndexOf(' ');
  const [route, statement] = [object.slice(0, end), object.slice(end + 1)];
  return {
    state: 'warning',
    object: `route ${route} statement ${statement}`,
    evidence: {
      route,
      statement,
      requests,
      callsARequest: Math.round((calls / requests) * 10) / 10,
      mostCallsARequest: maxCalls,
    },
    advice: 'Ask once for all rows of the list: with = ANY of their ids, or a join.',
  };
}
