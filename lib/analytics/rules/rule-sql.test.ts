import { describe, expect, it } from 'vitest';
import { ruleSql, valueSql } from './rule-sql';

describe('a rule in SQL', () => {
  it('is what the institution has changed it to, or else the product’s', () => {
    expect(ruleSql('recommendations.followedDays', 'r.rules_version', 'o.changes')).toBe(
      "coalesce((o.changes ->> 'recommendations.followedDays')::int, 7)",
    );
    expect(() => ruleSql('recommendations.none', 4, 'o.changes')).toThrow('there is no rule');
  });

  it('has the value of its version, the first one for what is older', () => {
    expect(valueSql('v', { values: { 4: 40, 10: 50, 2: 20 } })).toBe(
      'CASE WHEN v >= 10 THEN 50 WHEN v >= 4 THEN 40 ELSE 20 END',
    );
  });
});
