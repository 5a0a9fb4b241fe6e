-- A text as its words in small letters without marks, a blank between each two: a name pasted from a file that parts letters from their marks,
-- with a soft hyphen, or with another hyphen in it, is the same name. lib/confidential/redact-names.ts does the same.
CREATE FUNCTION folded_words(written text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT btrim(CASE WHEN octet_length(written) = char_length(written) THEN regexp_replace(lower(written), '[^a-z0-9]+', ' ', 'g')
    ELSE regexp_replace(replace(replace(replace(replace(translate(regexp_replace(
      lower(normalize(regexp_replace(written, '[\u00b2\u00b3\u00b9\u02b0-\u02ff\u2070-\u209c]', ' ', 'g'), NFKD)),
      '[\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1-\u05c2\u05c4-\u05c5\u05c7\u0600-\u0605\u0610-\u061c\u064b-\u065f\u0670\u06d6-\u06dd\u06df-\u06e4\u06e7-\u06e8\u06ea-\u06ed\u070f\u093c\u09bc\u0a3c\u0abc\u0b3c\u0cbc\u115f-\u1160\u17b4-\u17b5\u180b-\u180f\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff\u3099-\u309a\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb]',
      '', 'g'), 'øłđðħıŧς', 'olddhitσ'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), '[^[:alnum:]]+', ' ', 'g') END)
$$;
--> statement-breakpoint
-- A name without what stands behind it: how somebody is spoken of, in brackets, and which of the family they are.
CREATE FUNCTION bare_name(name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT regexp_replace(regexp_replace(name, '\s*\([^)]*\)\s*$', ''), '[\s,]+(jr|sr|ii|iii|iv)\.?$', '', 'i')
$$;
--> statement-breakpoint
-- Which other students a text about one names: classmates, and students of the same institution by the whole name, in
-- either order, and by e-mail address. A name of one word is looked for among classmates alone, since it may be a word.
CREATE OR REPLACE FUNCTION other_names_in(student uuid, written text) RETURNS TABLE (name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp, as_system AS $$
  WITH looked AS MATERIALIZED (
    SELECT lower(written) AS text, ' ' || t.words || ' ' AS words,
      ARRAY(SELECT DISTINCT m[1] FROM regexp_matches(lower(written), '[[:alnum:]._%+-]+@[[:alnum:].-]*[[:alnum:]]', 'g') m) AS addresses
    FROM folded_words(written) t(words)
    WHERE EXISTS (SELECT FROM record_facts(student) f WHERE f.name IS NOT NULL)
  ), word AS (
    SELECT DISTINCT w.word FROM looked CROSS JOIN regexp_split_to_table(looked.words, ' ') w(word)
  ), met AS MATERIALIZED (
    SELECT u.display_name, bare_name(u.display_name) AS bare, u.given_name, u.family_name FROM users u
    WHERE u.institution_id = institution_of(student) AND u.id <> student AND u.role = 'STUDENT'
      AND (substring(CASE WHEN octet_length(u.display_name) = char_length(u.display_name) THEN lower(bare_name(u.display_name))
          ELSE folded_words(bare_name(u.display_name)) END FROM '([[:alnum:]]+)[^[:alnum:]]*$') IN (SELECT w.word FROM word w)
        OR substring(folded_words(u.family_name) FROM '([[:alnum:]]+)$') IN (SELECT w.word FROM word w))
  ), others AS (
    SELECT form.name FROM enrollments own JOIN enrollments e ON e.course_id = own.course_id CROSS JOIN LATERAL (
      SELECT e.person_name::text UNION ALL SELECT bare_name(e.person_name) WHERE e.person_name ~ '[).]$|[ivr]$') form(name)
    WHERE own.user_id = student AND e.user_id <> student AND e.role = 'STUDENT'
      AND (length(form.name) > 2 OR form.name ~ '^[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}$')
    UNION
    SELECT form.name FROM met m CROSS JOIN LATERAL (VALUES
      (m.display_name::text), (m.bare), (m.given_name || ' ' || m.family_name), (m.family_name || ', ' || m.given_name),
      (m.family_name || ' ' || m.given_name),
      (regexp_replace(btrim(m.bare), '^(.+)\s+(\S+)$', '\2, \1')), (regexp_replace(btrim(m.bare), '^(.+)\s+(\S+)$', '\2 \1'))
    ) form(name) WHERE form.name ~ '\S\s+\S'
    UNION
    SELECT u.email::text FROM looked CROSS JOIN users u
    WHERE u.institution_id = institution_of(student) AND u.id <> student AND lower(u.email) = ANY (looked.addresses) AND u.role = 'STUDENT'
  )
  SELECT DISTINCT o.name FROM others o CROSS JOIN looked CROSS JOIN LATERAL folded_words(o.name) f(words)
  WHERE CASE WHEN f.words = '' THEN position(lower(o.name) IN looked.text) > 0
    WHEN f.words ~ '^[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff ]+$' THEN position(f.words IN looked.words) > 0
    ELSE position(' ' || f.words || ' ' IN looked.words) > 0 END
$$;
