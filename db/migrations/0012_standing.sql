CREATE TYPE "public"."recommendation_event_enum" AS ENUM('SHOWN', 'DISMISSED', 'FOLLOWED');--> statement-breakpoint
CREATE TABLE "analytics_rules" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "analytics_rules_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"institution_id" uuid NOT NULL,
	"base_version" integer NOT NULL,
	"changes" jsonb NOT NULL,
	"reason" text NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lesson_norms" (
	"course_id" uuid NOT NULL,
	"lesson_id" uuid NOT NULL,
	"students" integer NOT NULL,
	"median_seconds" integer,
	"mean_comprehension" integer,
	"as_of" timestamp with time zone NOT NULL,
	CONSTRAINT "lesson_norms_course_id_lesson_id_pk" PRIMARY KEY("course_id","lesson_id")
);
--> statement-breakpoint
CREATE TABLE "recommendation_events" (
	"user_id" uuid NOT NULL,
	"course_id" uuid NOT NULL,
	"rule" text NOT NULL,
	"section_id" uuid NOT NULL,
	"kind" "recommendation_event_enum" NOT NULL,
	"day" date NOT NULL,
	"rules_version" integer NOT NULL,
	"rules_override" bigint,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "recommendation_events_pk" PRIMARY KEY("user_id","course_id","rule","section_id","kind","day")
);
--> statement-breakpoint
CREATE TABLE "standings" (
	"user_id" uuid NOT NULL,
	"course_id" uuid NOT NULL,
	"day" date NOT NULL,
	"evidence" jsonb NOT NULL,
	"status" text,
	"status_confidence" text,
	"style" text,
	"style_confidence" text,
	"rules_version" integer NOT NULL,
	"rules_override" bigint,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "standings_user_id_course_id_day_pk" PRIMARY KEY("user_id","course_id","day")
);
--> statement-breakpoint
ALTER TABLE "analytics_rules" ADD CONSTRAINT "analytics_rules_institution_id_institutions_id_fk" FOREIGN KEY ("institution_id") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lesson_norms" ADD CONSTRAINT "lesson_norms_lesson_fk" FOREIGN KEY ("course_id","lesson_id") REFERENCES "public"."lessons"("course_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recommendation_events" ADD CONSTRAINT "recommendation_events_enrollment_fk" FOREIGN KEY ("user_id","course_id") REFERENCES "public"."enrollments"("user_id","course_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "standings" ADD CONSTRAINT "standings_enrollment_fk" FOREIGN KEY ("user_id","course_id") REFERENCES "public"."enrollments"("user_id","course_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "analytics_rules_institution_idx" ON "analytics_rules" USING btree ("institution_id","id");--> statement-breakpoint
CREATE INDEX "recommendation_events_at_idx" ON "recommendation_events" USING brin ("at");--> statement-breakpoint
ALTER TABLE analytics_rules FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE analytics_rules ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE standings FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE standings ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE lesson_norms FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE lesson_norms ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE recommendation_events FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE recommendation_events ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY analytics_rules_read ON analytics_rules FOR SELECT USING (
  (SELECT app_role()) = 'SYSTEM'
  OR ((SELECT app_role()) = 'ADMIN' AND institution_id = (SELECT app_institution_id()))
);
--> statement-breakpoint
CREATE POLICY analytics_rules_insert ON analytics_rules FOR INSERT WITH CHECK (
  (SELECT app_role()) = 'SYSTEM'
  OR ((SELECT app_role()) = 'ADMIN' AND institution_id = (SELECT app_institution_id())
    AND created_by = (SELECT app_user_id()))
);
--> statement-breakpoint
CREATE POLICY standings_read ON standings FOR SELECT USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN user_id = (SELECT app_user_id()) OR course_id IN (
      SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id()))
    WHEN 'ADMIN' THEN user_id = (SELECT app_user_id()) OR course_id IN (
      SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id()))
    ELSE user_id = (SELECT app_user_id())
  END
);
--> statement-breakpoint
CREATE POLICY standings_insert ON standings FOR INSERT WITH CHECK ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY lesson_norms_read ON lesson_norms FOR SELECT USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN course_id IN (SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id()))
    WHEN 'ADMIN' THEN course_id IN (SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id()))
    ELSE students >= 11 AND course_id IN (
      SELECT e.course_id FROM enrollments e WHERE e.user_id = (SELECT app_user_id()))
  END
);
--> statement-breakpoint
CREATE POLICY lesson_norms_insert ON lesson_norms FOR INSERT WITH CHECK ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY lesson_norms_update ON lesson_norms FOR UPDATE USING ((SELECT app_role()) = 'SYSTEM');
--> statement-breakpoint
CREATE POLICY recommendation_events_read ON recommendation_events FOR SELECT USING (
  user_id = (SELECT app_user_id()) OR (SELECT app_role()) = 'SYSTEM'
);
--> statement-breakpoint
CREATE POLICY recommendation_events_insert ON recommendation_events FOR INSERT WITH CHECK (
  user_id = (SELECT app_user_id()) OR (SELECT app_role()) = 'SYSTEM'
);
--> statement-breakpoint
GRANT SELECT, INSERT ON analytics_rules, standings, recommendation_events TO syllabase_runtime;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON lesson_norms TO syllabase_runtime;
--> statement-breakpoint
-- What an institution changed of the rules: their numbers explain a student's status to that student, so
-- everybody may read them; who changed them and why stays with the institution's administrators.
CREATE FUNCTION institution_rules(institution uuid) RETURNS TABLE (id bigint, changes jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  SELECT r.id, r.changes FROM analytics_rules r WHERE r.institution_id = institution ORDER BY r.id DESC LIMIT 1
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION institution_rules(uuid) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION institution_rules(uuid) TO syllabase_runtime;
--> statement-breakpoint
-- How many recommendations of each rule were followed within a week, for the asker's own institution: sums over
-- at least ten students, since an administrator need not see what one student was told. Counted are those of the
-- last half year whose week is over.
CREATE FUNCTION recommendation_rates() RETURNS TABLE (rule text, students integer, shown integer, dismissed integer, followed integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  WITH hints AS (
    SELECT e.user_id, e.rule, min(e.at) FILTER (WHERE e.kind = 'SHOWN') AS shown_at,
      bool_or(e.kind = 'DISMISSED') AS dismissed, bool_or(e.kind = 'FOLLOWED') AS followed
    FROM recommendation_events e JOIN courses c ON c.id = e.course_id
    WHERE c.institution_id = app_institution_id() AND e.at > now() - interval '180 days'
    GROUP BY e.user_id, e.course_id, e.rule, e.section_id)
  SELECT h.rule, count(DISTINCT h.user_id)::int, count(*)::int, (count(*) FILTER (WHERE h.dismissed))::int,
    (count(*) FILTER (WHERE h.followed))::int
  FROM hints h WHERE h.shown_at < now() - interval '7 days'
  GROUP BY h.rule HAVING count(DISTINCT h.user_id) >= 10 ORDER BY h.rule
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION recommendation_rates() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION recommendation_rates() TO syllabase_runtime;
