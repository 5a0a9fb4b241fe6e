-- Which other students a text about one names: classmates as before, and students of the same institution by the whole name, in
-- either order, and by e-mail address. A name of one word is looked for among classmates alone, since it may be a word.
CREATE OR REPLACE FUNCTION other_names_in(student uuid, written text) RETURNS TABLE (name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  WITH looked AS MATERIALIZED (
    SELECT t.text, ARRAY(SELECT DISTINCT word FROM regexp_split_to_table(t.text, '[^[:alnum:]]+') word) AS words,
      ARRAY(SELECT DISTINCT m[1] FROM regexp_matches(t.text, '[[:alnum:]._%+-]+@[[:alnum:].-]*[[:alnum:]]', 'g') m) AS addresses
    FROM regexp_replace(lower(written), '\s+', ' ', 'g') t(text)
    WHERE EXISTS (SELECT FROM record_facts(student) f WHERE f.name IS NOT NULL)
  ), others AS (
    SELECT e.person_name::text AS name FROM enrollments own JOIN enrollments e ON e.course_id = own.course_id
    WHERE own.user_id = student AND e.user_id <> student AND e.role = 'STUDENT' AND length(e.person_name) > 2
    UNION
    SELECT form.name FROM looked CROSS JOIN users u CROSS JOIN LATERAL (VALUES
      (u.display_name::text), (u.given_name || ' ' || u.family_name), (u.family_name || ', ' || u.given_name),
      (u.family_name || ' ' || u.given_name),
      (regexp_replace(btrim(u.display_name), '^(.+)\s+(\S+)$', '\2, \1')), (regexp_replace(btrim(u.display_name), '^(.+)\s+(\S+)$', '\2 \1'))
    ) form(name)
    WHERE u.institution_id = institution_of(student) AND u.id <> student AND form.name ~ '\S\s+\S'
      AND lower(substring(u.display_name FROM '([[:alnum:]]+)[^[:alnum:]]*$')) = ANY (looked.words) AND u.role = 'STUDENT'
    UNION
    SELECT u.email::text FROM looked CROSS JOIN users u
    WHERE u.institution_id = institution_of(student) AND u.id <> student AND lower(u.email) = ANY (looked.addresses) AND u.role = 'STUDENT'
  )
  SELECT DISTINCT o.name FROM others o CROSS JOIN looked
  WHERE position(regexp_replace(lower(o.name), '\s+', ' ', 'g') IN looked.text) > 0
$$;
