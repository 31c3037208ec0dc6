-- There is one morning a day: a second one would stand beside the first, and the worse of them count. What puts one right keeps its day,
-- also where two were entered before; sent again it is the same. Two who enter one at once take turns (lib/db/turns.ts).
CREATE FUNCTION one_morning_a_day() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF current_user <> 'stepwise_app' THEN RETURN NEW; END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended(NEW."caseId" || ' ' || to_char(NEW."logDate", 'YYYY-MM-DD'), 16));
  IF NOT EXISTS (SELECT 1 FROM "PainScore" x WHERE x."clinicId" = NEW."clinicId" AND x."caseId" = NEW."caseId"
       AND (x.id = NEW.id OR (x.id = NEW."supersedesId" AND x."logDate" = NEW."logDate")))
     AND EXISTS (SELECT 1 FROM "PainScore" x WHERE x."clinicId" = NEW."clinicId" AND x."caseId" = NEW."caseId"
       AND x.context = 'next_morning' AND x."logDate" = NEW."logDate" AND x."supersededAt" IS NULL AND x."withdrawnAt" IS NULL
       AND x.id IS DISTINCT FROM NEW."supersedesId") THEN
    RAISE EXCEPTION 'there is one morning a day' USING ERRCODE = '23505';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER one_morning_a_day BEFORE INSERT ON "PainScore" FOR EACH ROW
  WHEN (NEW.context = 'next_morning') EXECUTE FUNCTION one_morning_a_day();
