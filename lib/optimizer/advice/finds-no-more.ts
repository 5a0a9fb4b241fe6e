import { definitionOf } from '@/lib/cache/classes';
import type { Facts } from '../candidates/facts';
import type { Advice, LifetimeAdvice, Rewrite } from './advice';
import { callsARequest, isRepeated } from './propose-batches';
import { rules } from './rewrites/all';

/** Fewer requests of a route tell nothing. */
const leastRequests = 20;

/** Why advice does not hold any more; null where it still does, or where that cannot be told now. */
export const findsNoMore = (advice: Advice, facts: Facts): string | null => {
  if (advice.kind === 'cache-lifetime') return lifetimeFollowed(advice);
  return advice.route === null ? rewritten(advice, facts) : batched(advice, advice.route, facts);
};

function lifetimeFollowed({ cacheClass, seconds, before }: LifetimeAdvice): string | null {
  const { seconds: now } = definitionOf(cacheClass);
  const isFollowed = now === null || (seconds > before ? now >= seconds : now <= seconds);
  return isFollowed ? 'The lifetime is as advised.' : null;
}

/** Seldom asked for is not settled: only that its text and plan are other ones, or that the index it wanted is there. */
function rewritten({ pattern, statement }: Rewrite, facts: Facts): string | null {
  const asked = facts.asked.filter((one) => one.statement === statement);
  const rule = rules.find((one) => one.pattern === pattern);
  if (asked.length === 0 || !rule || asked.some(({ plan }) => plan === null)) return null;
  return asked.some((one) => rule.shows(one, facts)) ? null : 'The statement is not so any more.';
}

function batched({ statement }: Rewrite, route: string, { routeUses }: Facts): string | null {
  const uses = routeUses.filter((use) => use.route === route);
  const use = uses.find((one) => one.statement === statement);
  if (use) {
    const isSettled = use.requests >= leastRequests && !isRepeated(use);
    return isSettled
      ? `The page asked it ${Math.round(callsARequest(use) * 10) / 10} times a request in the last 24 hours.`
      : null;
  }
  return uses.some(({ requests }) => requests >= leastRequests)
    ? 'The page did not ask it in the last 24 hours.'
    : null;
}
