-- The database's own lock for what `audit_log` leaves out: that a form raised a flag is for physios, and not for the patient among them.
CREATE POLICY form_flags_read ON "AuditEvent" AS RESTRICTIVE FOR SELECT TO stepwise_app
  USING (type NOT LIKE 'flag.%' OR "caseId" IS NOT NULL
    OR ((SELECT app_has_role('physio')) AND "patientId" IS DISTINCT FROM (SELECT app_patient())));
