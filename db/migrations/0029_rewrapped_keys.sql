-- A data key may be wrapped anew by another master key: both at once, and nothing else of it. By whom it is wrapped is for
-- the owner alone to say: the application has no right to that column, so it can still not exchange what a key holds.
CREATE OR REPLACE FUNCTION guard_data_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR NEW.state < OLD.state OR (OLD.state = 'ACTIVE' AND NEW.state = 'DESTROYED')
     OR (NEW.wrapped IS NOT NULL AND (NEW.wrapped IS DISTINCT FROM OLD.wrapped) <> (NEW.wrapped_by IS DISTINCT FROM OLD.wrapped_by))
     OR (NEW.wrapped IS NOT NULL AND NEW.wrapped IS DISTINCT FROM OLD.wrapped AND NEW.state <> OLD.state) THEN
    RAISE EXCEPTION 'a data key is never made younger, changed or removed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
