-- Notes are released version by version since 0026; nothing calls this any more.
DROP FUNCTION released_until(uuid);
