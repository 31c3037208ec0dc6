-- A zone is a name that PostgreSQL knows. What else it takes for one (an offset, an abbreviation of somebody's own) it reads the
-- other way round than everybody else.
CREATE FUNCTION known_time_zone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."timeZone" IS NOT NULL AND NOT EXISTS (SELECT FROM pg_timezone_names z WHERE z.name = NEW."timeZone") THEN
    RAISE EXCEPTION 'this time zone is not known' USING ERRCODE = 'SW003';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER known_time_zone BEFORE INSERT OR UPDATE OF "timeZone" ON "Clinic" FOR EACH ROW EXECUTE FUNCTION known_time_zone();
CREATE TRIGGER known_time_zone BEFORE INSERT OR UPDATE OF "timeZone" ON "Patient" FOR EACH ROW EXECUTE FUNCTION known_time_zone();
