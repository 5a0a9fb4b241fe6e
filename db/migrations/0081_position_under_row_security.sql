-- Where a student stands in a class is told to whom row security shows the enrolment, and to nobody else: the function looked
-- for it with the owner's eyes, so that any connection that called it by itself was told everybody's.
ALTER FUNCTION class_position(uuid, uuid) SECURITY INVOKER;
--> statement-breakpoint
ALTER FUNCTION class_position(uuid, uuid) SET search_path = pg_catalog, public, pg_temp;
