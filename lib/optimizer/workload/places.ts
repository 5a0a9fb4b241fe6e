import type { PlanNode } from '../candidates/facts';

/** What a statement's parameter is compared with: a column of a table. */
export type Place = {
  parameter: number;
  schema: string;
  table: string;
  column: string;
  /** It holds several values. */
  many: boolean;
  /** It ends a stretch. */
  isEnd: boolean;
};

/** In a condition of EXPLAIN: `(e.course_id = $1)`, `((e.name)::text >= ($2)::text)`, `(e.id = ANY ($3))`. */
const comparison = /\b(\w+)\.(\w+)\)?(?:::[\w ]+)? (=|<|>|<=|>=) (ANY \()?\(*\$(\d+)\b/g;

/** What the parameters of a plan made without values are compared with; one that is compared with nothing has none. */
export function placesIn(plan: PlanNode): Place[] {
  const here = [plan['Index Cond'], plan['Recheck Cond'], plan.Filter].flatMap((condition) =>
    [...(condition ?? '').matchAll(comparison)].flatMap(
      ([, alias, column = '', operator = '', many, parameter]) =>
        alias === plan.Alias && plan['Relation Name'] !== undefined
          ? [
              {
                parameter: Number(parameter),
                schema: plan.Schema ?? 'public',
                table: plan['Relation Name'],
                column,
                many: many !== undefined,
                isEnd: operator.startsWith('<'),
              },
            ]
          : [],
    ),
  );
  return [...here, ...(plan.Plans ?? []).flatMap(placesIn)];
}
