-- A guardian who holds the rights says for themselves whether data of a child under 13 is collected.
ALTER POLICY guardianships_update ON guardianships USING (
  CASE (SELECT app_role())
    WHEN 'SYSTEM' THEN true
    WHEN 'ADMIN' THEN institution_id = (SELECT app_institution_id()) AND guardian_id <> (SELECT app_user_id())
    ELSE false
  END OR (guardian_id = (SELECT app_user_id()) AND ended_at IS NULL AND is_guardian_of(student_id))
);
--> statement-breakpoint
-- And that alone: a policy does not see the row as it was. What was said is said now, and that it was taken back is not unsaid.
CREATE FUNCTION check_own_guardianship() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  answers CONSTANT text[] := ARRAY['collection_agreed_at', 'collection_withdrawn_at'];
BEGIN
  IF OLD.guardian_id IS DISTINCT FROM app_user_id() OR NOT row_security_active(TG_RELID) THEN
    RETURN NEW;
  END IF;
  IF to_jsonb(NEW) - answers IS DISTINCT FROM to_jsonb(OLD) - answers
    OR NEW.collection_agreed_at IS DISTINCT FROM OLD.collection_agreed_at AND NEW.collection_agreed_at < now()
    OR NEW.collection_withdrawn_at IS DISTINCT FROM OLD.collection_withdrawn_at
      AND (NEW.collection_withdrawn_at IS NULL OR NEW.collection_withdrawn_at < now()) THEN
    RAISE EXCEPTION 'of a guardianship the guardian answers one question' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER check_own BEFORE UPDATE ON guardianships FOR EACH ROW EXECUTE FUNCTION check_own_guardianship();
