-- A sealed value of the second form is bound to whose row it is too, where the primary key does not say so (see
-- lib/keys/envelope.ts). Those of the first form still open, and become the second when their key is rotated.
CREATE OR REPLACE FUNCTION is_sealed(value bytea) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN octet_length(value) < 46 THEN false
    ELSE get_byte(value, 0) IN (1, 2) AND get_byte(value, 1) IN (1, 2) END;
