-- A class is a reason to open the records of its students while it goes on and for 30 days after its last day, in which grades are
-- given in. It was a year, which is longer than anybody would call it a current class.
CREATE OR REPLACE FUNCTION is_taught_now(c courses) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN c.status <> 'ARCHIVED' AND c.deleted_at IS NULL AND coalesce(c.ends_on >= current_date - 30, true);
