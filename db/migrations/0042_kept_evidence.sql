ALTER TABLE "contact_impacts" ADD COLUMN "rules_version" integer, ADD COLUMN "rules_override" bigint;--> statement-breakpoint
ALTER TABLE "recommendation_events" ADD COLUMN "evidence" jsonb;
--> statement-breakpoint
-- How many recommendations of each rule were followed in time, for the asker's own institution: sums over at least ten
-- students, since an administrator need not see what one student was told. Counted are those of the last half year whose
-- days to be followed in are over: as the rules of the showing say, or where the institution had not changed them, the
-- product ($1). The one without a parameter is for processes of the release before.
CREATE FUNCTION recommendation_rates(product_days integer)
RETURNS TABLE (rule text, students integer, shown integer, dismissed integer, followed integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  WITH hints AS (
    SELECT e.user_id, e.rule, min(e.at) FILTER (WHERE e.kind = 'SHOWN') AS shown_at,
      max(coalesce((o.changes ->> 'recommendations.followedDays')::int, product_days)) FILTER (WHERE e.kind = 'SHOWN') AS days,
      bool_or(e.kind = 'DISMISSED') AS dismissed, bool_or(e.kind = 'FOLLOWED') AS followed
    FROM recommendation_events e JOIN courses c ON c.id = e.course_id
    LEFT JOIN analytics_rules o ON o.id = e.rules_override
    WHERE c.institution_id = app_institution_id() AND e.at > now() - interval '180 days'
    GROUP BY e.user_id, e.course_id, e.rule, e.section_id)
  SELECT h.rule, count(DISTINCT h.user_id)::int, count(*)::int, (count(*) FILTER (WHERE h.dismissed))::int,
    (count(*) FILTER (WHERE h.followed))::int
  FROM hints h WHERE h.shown_at < now() - make_interval(days => h.days)
  GROUP BY h.rule HAVING count(DISTINCT h.user_id) >= 10 ORDER BY h.rule
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION recommendation_rates(integer) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION recommendation_rates(integer) TO syllabase_runtime;
