CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
CREATE TABLE "catalog_changes" (
	"course_id" uuid PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE "catalog_entries" (
	"number" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "catalog_entries_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"course_id" uuid NOT NULL,
	"published" boolean NOT NULL,
	"institution_id" uuid NOT NULL,
	"instructor_id" uuid NOT NULL,
	"difficulty_level" "difficulty_enum" NOT NULL,
	"department" varchar(120),
	"target_audience" "educational_level_enum"[] NOT NULL,
	"estimated_duration" integer,
	"created_at" timestamp with time zone NOT NULL,
	"enrolled_even" integer DEFAULT 0 NOT NULL,
	"enrolled_odd" integer DEFAULT 0 NOT NULL,
	"completion_even" integer DEFAULT 0 NOT NULL,
	"completion_odd" integer DEFAULT 0 NOT NULL,
	"code_key" text,
	"stems" "tsvector" DEFAULT '' NOT NULL,
	"words" text[] DEFAULT '{}' NOT NULL,
	CONSTRAINT "catalog_entries_course_key" UNIQUE("course_id")
);
--> statement-breakpoint
CREATE TABLE "catalog_state" (
	"one" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"generation" integer DEFAULT 0 NOT NULL,
	"ordered_at" timestamp with time zone DEFAULT now() NOT NULL,
	"rules" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "search_postings" (
	"number" integer NOT NULL,
	"term_id" integer NOT NULL,
	"impact" real NOT NULL,
	"level" smallint NOT NULL,
	CONSTRAINT "search_postings_number_term_id_pk" PRIMARY KEY("number","term_id")
);
--> statement-breakpoint
CREATE TABLE "search_terms" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "search_terms_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"term" text NOT NULL,
	"frequency" integer NOT NULL,
	CONSTRAINT "search_terms_term_key" UNIQUE("term")
);
--> statement-breakpoint
CREATE TABLE "search_words" (
	"word" text PRIMARY KEY NOT NULL,
	"stem" text NOT NULL,
	"frequency" integer NOT NULL
);
--> statement-breakpoint
DROP INDEX "course_cards_popular_idx";--> statement-breakpoint
DROP INDEX "course_cards_difficulty_idx";--> statement-breakpoint
DROP INDEX "course_cards_newest_idx";--> statement-breakpoint
ALTER TABLE "catalog_entries" ADD CONSTRAINT "catalog_entries_course_id_courses_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."courses"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "catalog_entries_enrolled_even_idx" ON "catalog_entries" USING btree ("enrolled_even" DESC NULLS FIRST,"number" DESC NULLS FIRST) WHERE "catalog_entries"."published";--> statement-breakpoint
CREATE INDEX "catalog_entries_enrolled_odd_idx" ON "catalog_entries" USING btree ("enrolled_odd" DESC NULLS FIRST,"number" DESC NULLS FIRST) WHERE "catalog_entries"."published";--> statement-breakpoint
CREATE INDEX "catalog_entries_difficulty_even_idx" ON "catalog_entries" USING btree ("difficulty_level","enrolled_even" DESC NULLS FIRST,"number" DESC NULLS FIRST) WHERE "catalog_entries"."published";--> statement-breakpoint
CREATE INDEX "catalog_entries_difficulty_odd_idx" ON "catalog_entries" USING btree ("difficulty_level","enrolled_odd" DESC NULLS FIRST,"number" DESC NULLS FIRST) WHERE "catalog_entries"."published";--> statement-breakpoint
CREATE INDEX "catalog_entries_institution_even_idx" ON "catalog_entries" USING btree ("institution_id","enrolled_even" DESC NULLS FIRST,"number" DESC NULLS FIRST) WHERE "catalog_entries"."published";--> statement-breakpoint
CREATE INDEX "catalog_entries_institution_odd_idx" ON "catalog_entries" USING btree ("institution_id","enrolled_odd" DESC NULLS FIRST,"number" DESC NULLS FIRST) WHERE "catalog_entries"."published";--> statement-breakpoint
CREATE INDEX "catalog_entries_completion_even_idx" ON "catalog_entries" USING btree ("completion_even" DESC NULLS FIRST,"number" DESC NULLS FIRST) WHERE "catalog_entries"."published";--> statement-breakpoint
CREATE INDEX "catalog_entries_completion_odd_idx" ON "catalog_entries" USING btree ("completion_odd" DESC NULLS FIRST,"number" DESC NULLS FIRST) WHERE "catalog_entries"."published";--> statement-breakpoint
CREATE INDEX "catalog_entries_newest_idx" ON "catalog_entries" USING btree ("created_at" DESC NULLS FIRST,"number" DESC NULLS FIRST) WHERE "catalog_entries"."published";--> statement-breakpoint
CREATE INDEX "catalog_entries_instructor_idx" ON "catalog_entries" USING btree ("instructor_id");--> statement-breakpoint
CREATE INDEX "catalog_entries_department_idx" ON "catalog_entries" USING btree ("department");--> statement-breakpoint
CREATE INDEX "catalog_entries_code_idx" ON "catalog_entries" USING btree ("code_key" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "search_postings_impact_idx" ON "search_postings" USING btree ("term_id","impact" DESC NULLS FIRST,"number","level");--> statement-breakpoint
CREATE INDEX "search_words_prefix_idx" ON "search_words" USING btree ("word" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "search_words_similar_idx" ON "search_words" USING gin ("word" gin_trgm_ops);
--> statement-breakpoint
INSERT INTO catalog_state DEFAULT VALUES;
--> statement-breakpoint
-- Hundredths of a percent, current students.
CREATE FUNCTION mean_completion(k course_cards) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN k.enrolled > 0 THEN (k.completion_total / k.enrolled)::int ELSE 0 END;
--> statement-breakpoint
-- Copies what the catalog filters by; published courses only are entered, and what is withdrawn is only marked:
-- the indexer takes its words away before the row goes.
CREATE FUNCTION enter_courses(ids uuid[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO catalog_entries AS e (course_id, published, institution_id, instructor_id, difficulty_level, department,
    target_audience, estimated_duration, created_at, enrolled_even, enrolled_odd, completion_even, completion_odd)
  SELECT c.id, true, c.institution_id, c.instructor_id, c.difficulty_level, c.department, c.target_audience,
    c.estimated_duration, c.created_at, coalesce(k.enrolled, 0), coalesce(k.enrolled, 0), done.mean, done.mean
  FROM courses c LEFT JOIN course_cards k ON k.course_id = c.id
    CROSS JOIN LATERAL (SELECT coalesce(mean_completion(k), 0) AS mean) done
  WHERE c.id = ANY (ids) AND c.status = 'PUBLISHED' AND c.deleted_at IS NULL ORDER BY c.id
  ON CONFLICT (course_id) DO UPDATE SET published = true, institution_id = excluded.institution_id,
    instructor_id = excluded.instructor_id, difficulty_level = excluded.difficulty_level,
    department = excluded.department, target_audience = excluded.target_audience,
    estimated_duration = excluded.estimated_duration, created_at = excluded.created_at
  WHERE (e.published, e.institution_id, e.instructor_id, e.difficulty_level, e.department, e.target_audience,
    e.estimated_duration, e.created_at) IS DISTINCT FROM (true, excluded.institution_id, excluded.instructor_id,
    excluded.difficulty_level, excluded.department, excluded.target_audience, excluded.estimated_duration, excluded.created_at);
  UPDATE catalog_entries e SET published = false FROM courses c
  WHERE e.course_id = c.id AND c.id = ANY (ids) AND e.published AND (c.status <> 'PUBLISHED' OR c.deleted_at IS NOT NULL);
$$;
--> statement-breakpoint
-- A mark that is there already is locked all the same: the indexer passes over it until this change has
-- committed. Marks come before entries and in order of id, as for the indexer, so that neither waits for the other.
CREATE FUNCTION note_course_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'courses' THEN
    INSERT INTO catalog_changes SELECT id FROM changed ORDER BY id
    ON CONFLICT (course_id) DO UPDATE SET course_id = excluded.course_id;
    PERFORM enter_courses((SELECT array_agg(id) FROM changed));
  ELSE
    INSERT INTO catalog_changes SELECT DISTINCT course_id FROM changed ORDER BY course_id
    ON CONFLICT (course_id) DO UPDATE SET course_id = excluded.course_id;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER note_insert AFTER INSERT ON courses REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION note_course_changes();
--> statement-breakpoint
CREATE TRIGGER note_update AFTER UPDATE ON courses REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION note_course_changes();
--> statement-breakpoint
CREATE TRIGGER note_insert AFTER INSERT ON lessons REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION note_course_changes();
--> statement-breakpoint
CREATE TRIGGER note_update AFTER UPDATE ON lessons REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION note_course_changes();
--> statement-breakpoint
CREATE TRIGGER note_insert AFTER INSERT ON sections REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION note_course_changes();
--> statement-breakpoint
CREATE TRIGGER note_update AFTER UPDATE ON sections REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION note_course_changes();
--> statement-breakpoint
-- Puts the catalog's orders to what the cards say now, as a new generation; the one before stays for those who
-- are walking through its pages. Does nothing where nothing has moved. Returns how many courses moved.
CREATE FUNCTION order_catalog() RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  present integer := (SELECT generation FROM catalog_state FOR UPDATE);
  moved integer;
BEGIN
  SELECT count(*) INTO moved FROM catalog_entries e JOIN course_cards k ON k.course_id = e.course_id
  WHERE (k.enrolled, mean_completion(k)) IS DISTINCT FROM CASE WHEN present % 2 = 0
    THEN (e.enrolled_even, e.completion_even) ELSE (e.enrolled_odd, e.completion_odd) END;
  IF moved = 0 THEN
    RETURN 0;
  END IF;
  IF present % 2 = 0 THEN
    UPDATE catalog_entries e SET enrolled_odd = k.enrolled, completion_odd = mean_completion(k) FROM course_cards k
    WHERE k.course_id = e.course_id AND (e.enrolled_odd, e.completion_odd) IS DISTINCT FROM (k.enrolled, mean_completion(k));
  ELSE
    UPDATE catalog_entries e SET enrolled_even = k.enrolled, completion_even = mean_completion(k) FROM course_cards k
    WHERE k.course_id = e.course_id AND (e.enrolled_even, e.completion_even) IS DISTINCT FROM (k.enrolled, mean_completion(k));
  END IF;
  UPDATE catalog_state SET generation = present + 1, ordered_at = now();
  RETURN moved;
END $$;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON catalog_entries, catalog_changes, search_terms, search_postings, search_words
  TO syllabase_runtime;
--> statement-breakpoint
GRANT SELECT, UPDATE ON catalog_state TO syllabase_runtime;
--> statement-breakpoint
-- Staged courses of one code are told apart before they are applied.
GRANT UPDATE ON import_rows TO syllabase_runtime;
--> statement-breakpoint
-- Most of its rows are replaced whenever a course is edited, and searches read it by index alone.
ALTER TABLE search_postings SET (autovacuum_vacuum_insert_scale_factor = 0.05);
