-- A patient takes back what she asked about her record, as long as it is open. It is closed by her and not done by the clinic.
-- AlterTable
ALTER TABLE "RecordRequest" ADD COLUMN "takenBack" BOOLEAN NOT NULL DEFAULT false;

ALTER TABLE "RecordRequest"
  DROP CONSTRAINT erasure_is_answered,
  ADD CONSTRAINT erasure_is_answered
    CHECK ((answer IS NOT NULL) = ("doneAt" IS NOT NULL AND kind = 'erasure' AND NOT "takenBack")),
  ADD CONSTRAINT taken_back_by_who_asked CHECK (NOT "takenBack" OR ("doneAt" IS NOT NULL AND "doneById" = "askedById"));
DROP TRIGGER kept ON "RecordRequest";
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON "RecordRequest" FOR EACH ROW
  EXECUTE FUNCTION keep_as_written('doneAt', 'doneById', 'note', 'answer', 'takenBack');

-- What is done she reads through a function alone, so she closes through one. Its kind; null where there is nothing open of hers.
CREATE FUNCTION take_back_request(of_request uuid, at timestamptz) RETURNS "RecordRequestKind"
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE "RecordRequest" r SET "doneAt" = GREATEST(at, r."askedAt"), "doneById" = app_account(), note = 'Taken back by the patient',
    "takenBack" = true
  WHERE r."clinicId" = app_clinic() AND r.id = of_request AND r."patientId" = app_patient() AND r."askedById" = app_account()
    AND r."doneAt" IS NULL
  RETURNING r.kind
$$;
DROP FUNCTION own_record_requests(int);
CREATE FUNCTION own_record_requests(most int)
RETURNS TABLE (id uuid, kind "RecordRequestKind", "askedAt" timestamptz, "doneAt" timestamptz, answer text, "takenBack" boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT r.id, r.kind, r."askedAt", r."doneAt", r.answer, r."takenBack" FROM "RecordRequest" r
  WHERE r."clinicId" = app_clinic() AND r."patientId" = app_patient() ORDER BY r."askedAt" DESC, r.id DESC LIMIT most
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION take_back_request(uuid, timestamptz) OWNER TO stepwise_definer;
ALTER FUNCTION own_record_requests(int) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION take_back_request(uuid, timestamptz), own_record_requests(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION take_back_request(uuid, timestamptz) TO stepwise_app;
GRANT EXECUTE ON FUNCTION own_record_requests(int) TO stepwise_app, stepwise_maintenance;
CREATE POLICY definer_take_back ON "RecordRequest" FOR UPDATE TO stepwise_definer USING (true) WITH CHECK ("takenBack");
GRANT UPDATE ("doneAt", "doneById", note, "takenBack") ON "RecordRequest" TO stepwise_definer;
