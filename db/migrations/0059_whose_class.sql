ALTER TABLE "courses" ADD CONSTRAINT "courses_whose_key" UNIQUE("id","institution_id","instructor_id");
--> statement-breakpoint
-- Whatever an insert says, since whoever may insert is not to say whose class it is. Should the instructor change just then, the
-- foreign key refuses the row.
CREATE FUNCTION copy_whose_class() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT institution_id, instructor_id INTO NEW.institution_id, NEW.instructor_id FROM courses WHERE id = NEW.course_id;
  RETURN NEW;
END $$;
--> statement-breakpoint
-- For rows that have not been filled yet (db/late-columns.ts). Not in SQL, which would be prepared with each statement.
CREATE FUNCTION course_instructor(course uuid) RETURNS uuid LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN (SELECT instructor_id FROM courses WHERE id = course);
END $$;
--> statement-breakpoint
CREATE FUNCTION course_institution(course uuid) RETURNS uuid LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN (SELECT institution_id FROM courses WHERE id = course);
END $$;
--> statement-breakpoint
ALTER TABLE "class_weeks" ADD COLUMN "institution_id" uuid, ADD COLUMN "instructor_id" uuid;
--> statement-breakpoint
ALTER TABLE "class_weeks" ADD CONSTRAINT "class_weeks_whose_fk" FOREIGN KEY ("course_id","institution_id","instructor_id") REFERENCES "public"."courses"("id","institution_id","instructor_id") ON DELETE cascade ON UPDATE cascade NOT VALID;
--> statement-breakpoint
CREATE TRIGGER copy_whose_class BEFORE INSERT ON class_weeks FOR EACH ROW EXECUTE FUNCTION copy_whose_class();
--> statement-breakpoint
ALTER POLICY class_weeks_read ON class_weeks USING (
  coalesce(instructor_id, course_instructor(course_id)) = (SELECT CASE app_role() WHEN 'INSTRUCTOR' THEN app_user_id() END)
  OR CASE (SELECT app_role())
    WHEN 'ADMIN' THEN coalesce(institution_id, course_institution(course_id)) = (SELECT app_institution_id())
    WHEN 'SYSTEM' THEN true
    ELSE false
  END
);
--> statement-breakpoint
ALTER TABLE "class_days" ADD COLUMN "institution_id" uuid, ADD COLUMN "instructor_id" uuid;
--> statement-breakpoint
ALTER TABLE "class_days" ADD CONSTRAINT "class_days_whose_fk" FOREIGN KEY ("course_id","institution_id","instructor_id") REFERENCES "public"."courses"("id","institution_id","instructor_id") ON DELETE cascade ON UPDATE cascade NOT VALID;
--> statement-breakpoint
CREATE TRIGGER copy_whose_class BEFORE INSERT ON class_days FOR EACH ROW EXECUTE FUNCTION copy_whose_class();
--> statement-breakpoint
ALTER POLICY class_days_read ON class_days USING (
  coalesce(instructor_id, course_instructor(course_id)) = (SELECT CASE app_role() WHEN 'INSTRUCTOR' THEN app_user_id() END)
  OR CASE (SELECT app_role())
    WHEN 'ADMIN' THEN coalesce(institution_id, course_institution(course_id)) = (SELECT app_institution_id())
    WHEN 'SYSTEM' THEN true
    ELSE false
  END
);
--> statement-breakpoint
ALTER TABLE "enrollments" ADD COLUMN "institution_id" uuid, ADD COLUMN "instructor_id" uuid;
--> statement-breakpoint
ALTER TABLE "enrollments" ADD CONSTRAINT "enrollments_whose_fk" FOREIGN KEY ("course_id","institution_id","instructor_id") REFERENCES "public"."courses"("id","institution_id","instructor_id") ON DELETE no action ON UPDATE cascade NOT VALID;
--> statement-breakpoint
CREATE TRIGGER copy_whose_class BEFORE INSERT ON enrollments FOR EACH ROW EXECUTE FUNCTION copy_whose_class();
--> statement-breakpoint
ALTER POLICY enrollments_read ON enrollments USING (
  user_id = (SELECT app_user_id())
  OR coalesce(instructor_id, course_instructor(course_id)) = (SELECT CASE app_role() WHEN 'INSTRUCTOR' THEN app_user_id() END)
  OR CASE (SELECT app_role())
    WHEN 'ADMIN' THEN coalesce(institution_id, course_institution(course_id)) = (SELECT app_institution_id())
    WHEN 'SYSTEM' THEN true
    ELSE false
  END
  OR user_id = (SELECT app_opened_student('summary'))
);
