/**
 * SQL: the newest changes `r` (id, changes) of institution `i`; null where it has changed nothing, or nothing any more. For
 * the product's own work, which reads what all institutions have changed.
 */
export const newestChangesJoin = `LEFT JOIN LATERAL (SELECT r.id, r.changes FROM analytics_rules r WHERE r.institution_id = i.id ORDER BY r.id DESC LIMIT 1) r
     ON r.changes <> '{}'`;
