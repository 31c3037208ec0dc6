-- Where the newest row holds, it is the one that was written last, under the turn of its case or number (lib/db/turns), whatever the
-- clock of the server says that wrote it: its time is not before the database's, and after that of the row that held until now. A
-- millisecond, because that is what the application reads.
-- The first argument is the column of the time, the others say among which rows it is the newest.
CREATE FUNCTION write_as_newest() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  written jsonb;
  among text := '';
  newest timestamptz;
BEGIN
  IF current_user NOT IN ('stepwise_app', 'stepwise_jobs') THEN RETURN NEW; END IF;
  written := to_jsonb(NEW);
  FOR i IN 1 .. TG_NARGS - 1 LOOP
    among := among || format(CASE WHEN written->>TG_ARGV[i] IS NULL THEN ' AND x.%1$I IS NULL' ELSE ' AND x.%1$I = $1.%1$I' END, TG_ARGV[i]);
  END LOOP;
  EXECUTE format('SELECT max(x.%I) FROM %I x WHERE x."clinicId" = $1."clinicId"%s', TG_ARGV[0], TG_TABLE_NAME, among) INTO newest USING NEW;
  RETURN jsonb_populate_record(NEW, jsonb_build_object(TG_ARGV[0],
    GREATEST((written->>TG_ARGV[0])::timestamptz, now(), newest + interval '1 millisecond')));
END $$;

CREATE TRIGGER newest BEFORE INSERT ON "FactorEvaluation" FOR EACH ROW EXECUTE FUNCTION write_as_newest('at', 'caseId');
CREATE TRIGGER newest BEFORE INSERT ON "FactorResponse" FOR EACH ROW EXECUTE FUNCTION write_as_newest('at', 'caseId');
CREATE TRIGGER newest BEFORE INSERT ON "DischargeAnswer" FOR EACH ROW EXECUTE FUNCTION write_as_newest('at', 'caseId');
-- What was answered of a discharge counts until the case is opened again: the two are compared.
CREATE TRIGGER newest BEFORE INSERT ON "CaseStatusChange" FOR EACH ROW EXECUTE FUNCTION write_as_newest('at', 'caseId');
CREATE TRIGGER newest BEFORE INSERT ON "RuleLimit" FOR EACH ROW EXECUTE FUNCTION write_as_newest('at', 'caseId', 'limitId');
CREATE TRIGGER newest BEFORE INSERT ON "Suggestion" FOR EACH ROW EXECUTE FUNCTION write_as_newest('createdAt', 'caseId', 'subject');
