-- A form that somebody is on, who can sign in no more or is no physio any more, waits for everybody again.
CREATE FUNCTION release_intakes(of_account uuid) RETURNS TABLE (id uuid, "patientId" uuid)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE "Intake" i SET "assigneeId" = NULL
  WHERE app_has_role('admin') AND i."clinicId" = app_clinic() AND i."assigneeId" = of_account AND i.status IN ('draft', 'submitted')
    AND NOT EXISTS (SELECT 1 FROM "Account" a WHERE a."clinicId" = i."clinicId" AND a.id = of_account
      AND a.status = 'active' AND 'physio' = ANY (a.roles))
  RETURNING i.id, i."patientId"
$$;
CREATE POLICY definer_release ON "Intake" FOR UPDATE TO stepwise_definer USING (true) WITH CHECK (true);
GRANT UPDATE ("assigneeId") ON "Intake" TO stepwise_definer;
GRANT SELECT ("assigneeId") ON "Intake" TO stepwise_definer;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION release_intakes(uuid) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION release_intakes(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION release_intakes(uuid) TO stepwise_app, stepwise_maintenance;

SET ROLE stepwise_maintenance;
WITH released AS (
  UPDATE "Intake" i SET "assigneeId" = NULL FROM "Account" a
  WHERE a."clinicId" = i."clinicId" AND a.id = i."assigneeId" AND i.status IN ('draft', 'submitted')
    AND NOT (a.status = 'active' AND 'physio' = ANY (a.roles))
  RETURNING i.id, i."clinicId", i."patientId")
INSERT INTO "AuditEvent" (id, "clinicId", "actorKind", type, "patientId", "subjectId")
SELECT uuidv7(), "clinicId", 'system', 'intake.released', "patientId", id FROM released;
RESET ROLE;
