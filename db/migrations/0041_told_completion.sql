-- The mean completion of a course as the catalog tells it (lib/catalog/told-crowd.ts), in hundredths of a percent: nothing
-- below eleven students, steps of 5 % below fifty, of 1 % from there on. The catalog is sorted by it, and its cursors carry
-- it, so neither may be finer than what the card says. Orders follow with the next generation, within minutes.
CREATE OR REPLACE FUNCTION mean_completion(k course_cards) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN k.enrolled < 11 THEN 0
    WHEN k.enrolled < 50 THEN (k.completion_total / k.enrolled + 250)::int / 500 * 500
    ELSE (k.completion_total / k.enrolled + 50)::int / 100 * 100 END;
