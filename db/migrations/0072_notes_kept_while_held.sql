-- Nothing is taken away while somebody has asked to see it (34 CFR 99.10(e)), wants it amended, or a hold protects it; the product
-- may still seal it anew.
ALTER POLICY student_notes_update ON student_notes WITH CHECK (
  (SELECT app_role()) = 'SYSTEM' OR ((deleted_at IS NULL OR NOT is_protected(student_id)) AND CASE (SELECT app_role())
    WHEN 'INSTRUCTOR' THEN author_id = (SELECT app_user_id()) AND course_id IN (
      SELECT id FROM courses WHERE instructor_id = (SELECT app_user_id()))
    WHEN 'ADMIN' THEN author_id = (SELECT app_user_id()) AND course_id IN (
      SELECT id FROM courses WHERE institution_id = (SELECT app_institution_id()))
    ELSE false
  END)
);
