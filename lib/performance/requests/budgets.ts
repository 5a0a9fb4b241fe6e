/** Within how many milliseconds 95 of 100 requests should be answered. */
export type Budget = { p95: number; what: string };

const budgets: readonly (Budget & { route: RegExp })[] = [
  { route: /(export|\.csv|disclosure-record|\/me\/record$)/, p95: 5_000, what: 'a file of everything' },
  { route: /^GET \/admin(\/|$)/, p95: 1_000, what: 'an administrator’s page' },
  { route: /^GET \/(courses|courses\/:id|method)?$/, p95: 100, what: 'a page that is rendered once' },
  {
    route: /^GET \/api\/v1\/(courses|search)(\/:id|\/suggest)?$/,
    p95: 100,
    what: 'an answer from the cache',
  },
  { route: /^POST \/api\/v1\/progress$/, p95: 100, what: 'a progress mark' },
  { route: /^(GET|HEAD) \/api\//, p95: 250, what: 'data of one page' },
  { route: /^(GET|HEAD) /, p95: 400, what: 'a page of one’s own' },
];

const otherwise: Budget = { p95: 500, what: 'a change' };

/** The budget of a route, as `routeName` calls it. */
export function budgetOf(name: string): Budget {
  const { p95, what } = budgets.find(({ route }) => route.test(name)) ?? otherwise;
  return { p95, what };
}
