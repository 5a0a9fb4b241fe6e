-- What an erasure deletes, and never of a protected student: the most sensitive of all as well.
CREATE POLICY student_details_delete ON student_details FOR DELETE USING (
  (SELECT app_role()) = 'SYSTEM' AND NOT is_protected(student_id)
);
--> statement-breakpoint
CREATE POLICY academic_entries_delete ON academic_entries FOR DELETE USING (
  (SELECT app_role()) = 'SYSTEM' AND NOT is_protected(student_id)
);
--> statement-breakpoint
GRANT DELETE ON student_details, academic_entries TO syllabase_runtime;
--> statement-breakpoint
-- Nothing is taken away while somebody has asked to see it (34 CFR 99.10(e)); the product may still seal it anew.
ALTER POLICY student_notes_update ON student_notes WITH CHECK (
  (SELECT app_role()) = 'SYSTEM' OR ((deleted_at IS NULL OR NOT inspection_is_open(student_id)) AND CASE (SELECT app_role())
    WHEN 'INSTRUCTOR' THEN author_id = (SELECT app_user_id()) AND course_id IN (
      SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id()))
    WHEN 'ADMIN' THEN author_id = (SELECT app_user_id()) AND course_id IN (
      SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id()))
    ELSE false
  END)
);
--> statement-breakpoint
-- When a note began to say what it says in one of its versions.
CREATE FUNCTION note_version_began(note uuid, wanted integer) RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  SELECT coalesce(
    (SELECT max(v.replaced_at) FROM student_note_versions v WHERE v.note_id = n.id AND v.version < wanted), n.created_at)
  FROM student_notes n WHERE n.id = note
$$;
--> statement-breakpoint
-- Whether the record held a version at a moment: as what a note said then, or as what it had said before.
CREATE FUNCTION note_version_was_kept(note uuid, wanted integer, moment timestamptz) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  SELECT EXISTS (
    SELECT 1 FROM student_notes n
    WHERE n.id = note AND note_version_began(n.id, wanted) <= moment AND (n.deleted_at IS NULL OR n.deleted_at > moment))
$$;
--> statement-breakpoint
-- A student sees what notes said when an administrator released them at an inspection, whatever became of them since.
ALTER POLICY student_notes_read ON student_notes USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN course_id IN (SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id()))
    WHEN 'ADMIN' THEN course_id IN (SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id()))
    ELSE (student_id = (SELECT app_user_id()) OR student_id = (SELECT app_opened_student('full'))) AND EXISTS (
      SELECT 1 FROM inspection_requests r WHERE r.student_id = student_notes.student_id AND r.released
        AND note_version_was_kept(student_notes.id, student_notes.version, r.answered_at))
  END
);
--> statement-breakpoint
ALTER POLICY student_note_versions_read ON student_note_versions USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'INSTRUCTOR' THEN course_id IN (SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id()))
    WHEN 'ADMIN' THEN course_id IN (SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id()))
    ELSE (student_id = (SELECT app_user_id()) OR student_id = (SELECT app_opened_student('full'))) AND EXISTS (
      SELECT 1 FROM inspection_requests r WHERE r.student_id = student_note_versions.student_id AND r.released
        AND note_version_was_kept(student_note_versions.note_id, student_note_versions.version, r.answered_at))
  END
);
--> statement-breakpoint
REVOKE ALL ON FUNCTION note_version_began(uuid, integer), note_version_was_kept(uuid, integer, timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION note_version_began(uuid, integer), note_version_was_kept(uuid, integer, timestamptz)
  TO syllabase_runtime;
--> statement-breakpoint
-- The student's own, the administrators' of the institution that keeps them, and of whoever opened the record in full.
ALTER POLICY student_details_read ON student_details USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN institution_id = (SELECT app_institution_id()) OR student_id = (SELECT app_opened_student('full'))
    WHEN 'STUDENT' THEN student_id = (SELECT app_user_id()) OR student_id = (SELECT app_opened_student('full'))
    ELSE student_id = (SELECT app_opened_student('full'))
  END
);
--> statement-breakpoint
ALTER POLICY academic_entries_read ON academic_entries USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN institution_id = (SELECT app_institution_id()) OR student_id = (SELECT app_opened_student('full'))
    WHEN 'STUDENT' THEN student_id = (SELECT app_user_id()) OR student_id = (SELECT app_opened_student('full'))
    ELSE student_id = (SELECT app_opened_student('full'))
  END
);
--> statement-breakpoint
-- Whether a request to inspect or amend the record waits for its end: what a student knows of by themselves.
CREATE FUNCTION request_is_open(student uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  SELECT inspection_is_open(student) OR EXISTS (
    SELECT 1 FROM amendment_requests a
    WHERE a.student_id = student AND a.state IN ('REQUESTED', 'REFUSED', 'HEARING_REQUESTED', 'UPHELD'))
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION is_protected(student uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  SELECT request_is_open(student) OR EXISTS (
    SELECT 1 FROM legal_holds h WHERE h.released_at IS NULL
      AND (h.student_id = student OR (h.student_id IS NULL AND h.institution_id = institution_of(student))))
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION request_is_open(uuid) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION request_is_open(uuid) TO syllabase_runtime;
