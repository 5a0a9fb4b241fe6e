import type { Statement } from '@/db/statement';
import {
  bandSql,
  type Dimension,
  dimensions,
  type Filters,
  filterConditions,
  Parameters,
  statementFor,
} from './filters';
import type { Facet, Listing } from './schema';
import type { Prepared } from './search/prepare';
import { foundSql, onlyExcludes, phraseConditions } from './search/rank';

export type FacetRow = {
  facet: Dimension | 'total' | 'complete';
  value: string;
  label: string | null;
  count: number;
};

const grouping: Record<Dimension, { value: string; label?: string; from?: string }> = {
  difficulty: { value: 'difficulty_level::text' },
  institution: {
    value: 'institution_id::text',
    label: '(SELECT name FROM institutions i WHERE i.id = institution_id)',
  },
  subject: { value: 'department' },
  audience: { value: 'level::text', from: ', unnest(target_audience) AS level' },
  duration: { value: 'band' },
};

/**
 * The statement that counts how many courses match and how they spread over the filters. A facet counts what
 * its value would show in place of the present choice, so each facet leaves its own filter out.
 */
export function facetStatement(
  filters: Filters,
  prepared: Prepared | null,
): { statement: Statement; values: unknown[] } {
  const parameters = new Parameters();
  const found = prepared ? `${foundSql(prepared, parameters)}, ` : '';
  const conditions = filterConditions(filters, parameters);
  const phrases = prepared ? phraseConditions(prepared.ask, parameters) : [];
  const fixed = [
    'e.published',
    ...(conditions.get('instructor') ? [conditions.get('instructor')] : []),
    ...phrases,
  ].join(' AND ');
  const flag = (dimension: Dimension) => `in_${dimension}`;
  const flags = dimensions.map((each) => `${conditions.get(each) ?? 'true'} AS ${flag(each)}`).join(', ');
  const without = (left: Dimension | null) =>
    dimensions
      .filter((each) => each !== left)
      .map(flag)
      .join(' AND ');
  const counts = dimensions.map((each) => {
    const { value, label = 'NULL', from = '' } = grouping[each];
    const rows = `SELECT ${value} AS value, count(*)::int AS count${label === 'NULL' ? '' : ', institution_id'} FROM base${from}
      WHERE ${without(each)} AND ${value} IS NOT NULL GROUP BY 1${label === 'NULL' ? '' : ', institution_id'}`;
    return `SELECT '${each}' AS facet, value, ${label} AS label, count FROM (${rows}) g`;
  });
  const text = `WITH ${found} base AS MATERIALIZED (
      SELECT e.difficulty_level, e.institution_id, e.department, e.target_audience, ${bandSql} AS band,
        ${prepared ? 'f.coverage' : '1'} AS coverage, ${flags}
      FROM catalog_entries e ${prepared ? 'JOIN found f ON f.number = e.number' : ''} WHERE ${fixed})
    SELECT 'total' AS facet, '' AS value, NULL AS label, count(*)::int AS count FROM base WHERE ${without(null)}
    UNION ALL SELECT 'complete', '', NULL, count(*)::int FROM base WHERE coverage > 0.999
    UNION ALL ${counts.join(' UNION ALL ')}`;
  const variant = [
    prepared && (onlyExcludes(prepared.ask) ? 'others' : 'words'),
    ...conditions.keys(),
    phrases.length > 0 && 'phrases',
  ];
  const name = `catalog.facets:${variant.filter(Boolean).join('+')}`;
  return { statement: statementFor(name, text, conditions.size + phrases.length), values: parameters.values };
}

/** Facets as the interface takes them, the largest first where the values have no order of their own. */
export function readFacets(rows: readonly FacetRow[]): Pick<Listing, 'facets' | 'total'> {
  const of = (facet: Dimension): Facet[] =>
    rows
      .filter((row) => row.facet === facet)
      .map(({ value, label, count }) => ({ value, label: label ?? value, count }))
      .sort((a, b) => b.count - a.count || a.label.localeCompare(b.label));
  return {
    total: rows.find(({ facet }) => facet === 'total')?.count ?? 0,
    facets: {
      difficulty: of('difficulty'),
      institution: of('institution'),
      subject: of('subject'),
      audience: of('audience'),
      duration: of('duration'),
    },
  };
}
