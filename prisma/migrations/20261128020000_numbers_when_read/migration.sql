-- Whom to call is written into advice when the patient reads it, so that a number the clinic has changed reaches her. Until the
-- clinic has entered one it is said who is meant.
CREATE OR REPLACE FUNCTION own_factor_texts() RETURNS TABLE ("caseId" uuid, kind "FactorTextKind", text text, "releasedAt" timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT r."caseId", r.kind, replace(replace(r.text,
      '{emergency_number}', COALESCE(NULLIF(btrim(k."emergencyNumber"), ''), 'the emergency number')),
      '{out_of_hours_phone}', COALESCE(NULLIF(btrim(k."outOfHoursPhone"), ''), 'the out-of-hours doctor')), r."releasedAt"
  FROM "FactorRelease" r JOIN "Clinic" k ON k.id = r."clinicId"
  WHERE r."clinicId" = app_clinic() AND r."patientId" = app_patient() AND r."withdrawnAt" IS NULL
    AND NOT (r."heldByBlock" AND EXISTS (
      SELECT 1 FROM "RedFlag" f WHERE f."clinicId" = r."clinicId" AND f."patientId" = r."patientId" AND f.block <> 'none'
        AND f."resolvedAt" IS NULL AND f."supersededAt" IS NULL))
  ORDER BY r.kind, r.position, r."itemId"
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION own_factor_texts() OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;

-- What patients have in their hands now, with the numbers of its day.
ALTER TABLE "FactorRelease" DISABLE TRIGGER kept;
SET ROLE stepwise_maintenance;
UPDATE "FactorRelease" SET text = regexp_replace(regexp_replace(text,
    '^Call .+? for chest pain', 'Call {emergency_number} for chest pain'),
    'if we are closed, call .+?\. Contact us', 'if we are closed, call {out_of_hours_phone}. Contact us')
WHERE "itemId" = 'adv_seek_help' AND "withdrawnAt" IS NULL;
RESET ROLE;
ALTER TABLE "FactorRelease" ENABLE TRIGGER kept;
