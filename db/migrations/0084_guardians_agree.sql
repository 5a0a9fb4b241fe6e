-- A guardian who holds the rights says for themselves whether data of a child under 13 is collected.
ALTER POLICY guardianships_update ON guardianships USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN institution_id = (SELECT app_institution_id()) AND guardian_id <> (SELECT app_user_id())
    ELSE false
  END OR (guardian_id = (SELECT app_user_id()) AND (SELECT app_role()) IN ('STUDENT', 'INSTRUCTOR', 'ADMIN')
    AND ended_at IS NULL AND is_guardian_of(student_id))
);
--> statement-breakpoint
-- And that alone: a policy does not see the row as it was. What was said is said now, and that it was taken back is not unsaid.
CREATE FUNCTION check_own_guardianship() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  answers CONSTANT text[] := ARRAY['collection_agreed_at', 'collection_withdrawn_at'];
  is_answer boolean := CASE
    WHEN NEW.collection_agreed_at IS NOT DISTINCT FROM OLD.collection_agreed_at
      THEN NEW.collection_withdrawn_at IS NOT DISTINCT FROM OLD.collection_withdrawn_at
    WHEN OLD.collection_agreed_at IS NULL
      THEN NEW.collection_agreed_at = greatest(now(), OLD.collection_withdrawn_at + interval '1 ms')
        AND NEW.collection_withdrawn_at IS NOT DISTINCT FROM OLD.collection_withdrawn_at
    WHEN NEW.collection_agreed_at IS NULL
      THEN coalesce(NEW.collection_withdrawn_at = greatest(now(), OLD.collection_agreed_at), false)
    ELSE false
  END;
BEGIN
  IF OLD.guardian_id = app_user_id() AND row_security_active(TG_RELID)
    AND NOT (is_answer AND to_jsonb(NEW) - answers = to_jsonb(OLD) - answers) THEN
    RAISE EXCEPTION 'of a guardianship the guardian answers one question' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER check_own BEFORE UPDATE ON guardianships FOR EACH ROW EXECUTE FUNCTION check_own_guardianship();
