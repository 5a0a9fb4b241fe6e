-- What a class is at this moment: its card and the deltas that wait, read in one pass. `histogram` and `middle` as on the
-- card. As the system, because the values around the middle are looked up among enrolments that the asker may not see.
CREATE FUNCTION class_figures(course uuid)
RETURNS TABLE (enrolled integer, completed integer, dropped integer, completion_total bigint, time_total bigint,
  histogram integer[], middle integer[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET app.role = 'SYSTEM' AS $$
#variable_conflict use_column
DECLARE
  card record;
  waiting record;
  bucket integer;
BEGIN
  SELECT c.enrolled, c.completed, c.dropped, c.completion_total, c.time_total, c.histogram, c.middle INTO card
  FROM course_cards c WHERE c.course_id = course;
  SELECT coalesce(sum(d.enrolled), 0)::int AS enrolled, coalesce(sum(d.completed), 0)::int AS completed,
    coalesce(sum(d.dropped), 0)::int AS dropped, coalesce(sum(d.completion), 0)::bigint AS completion,
    coalesce(sum(d.time), 0)::bigint AS time,
    bool_or(d.completion <> 0 OR d.enrolled <> 0 OR d.bucket_from IS NOT NULL OR d.bucket_to IS NOT NULL) AS moved,
    coalesce(array_agg(d.bucket_from + 1) FILTER (WHERE d.bucket_from IS NOT NULL), '{}') AS left_from,
    coalesce(array_agg(d.bucket_to + 1) FILTER (WHERE d.bucket_to IS NOT NULL), '{}') AS entered
  INTO waiting FROM course_deltas d WHERE d.course_id = course;
  enrolled := card.enrolled + waiting.enrolled;
  completed := card.completed + waiting.completed;
  dropped := card.dropped + waiting.dropped;
  completion_total := card.completion_total + waiting.completion;
  time_total := card.time_total + waiting.time;
  histogram := card.histogram;
  FOREACH bucket IN ARRAY waiting.left_from LOOP
    histogram[bucket] := histogram[bucket] - 1;
  END LOOP;
  FOREACH bucket IN ARRAY waiting.entered LOOP
    histogram[bucket] := histogram[bucket] + 1;
  END LOOP;
  middle := CASE WHEN waiting.moved OR card.middle IS NULL THEN course_middle(course, histogram) ELSE card.middle END;
  RETURN NEXT;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION class_figures(uuid) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION class_figures(uuid) TO syllabase_runtime;
--> statement-breakpoint
-- Where a student stands in a class, as before, from the same pass.
CREATE OR REPLACE FUNCTION class_position(course uuid, student uuid)
RETURNS TABLE (classmates integer, median numeric, below integer, above integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET app.role = 'SYSTEM' AS $$
DECLARE
  figures record;
  own integer;
BEGIN
  SELECT f.enrolled, f.histogram, f.middle INTO figures FROM class_figures(course) f;
  IF student IS NOT NULL THEN
    SELECT avg_completion INTO own FROM enrollments
    WHERE user_id = student AND course_id = course AND role = 'STUDENT' AND status <> 'DROPPED';
  END IF;
  classmates := figures.enrolled - (own IS NOT NULL)::int;
  IF classmates >= 10 THEN
    median := median_of_middle(figures.middle, figures.enrolled, own);
    IF own IS NOT NULL THEN
      below := coalesce((SELECT sum(n) FROM unnest(figures.histogram[1:completion_bucket(own)]) n), 0);
      above := figures.enrolled - below - figures.histogram[completion_bucket(own) + 1];
    END IF;
  END IF;
  RETURN NEXT;
END $$;
