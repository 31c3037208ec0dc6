-- Whose cases are handed over: those that run, and closed ones of which a red flag waits for an answer (as lateFlagSql of
-- lib/flags/responses/policy.ts). What the flag is stays out of it.
DROP FUNCTION case_directory(uuid, uuid);
CREATE FUNCTION case_directory(of_patient uuid, of_account uuid)
RETURNS TABLE ("caseId" uuid, "patientId" uuid, "patientName" text, "patientNumber" int, status "CaseStatus",
               "openedAt" timestamptz, "leadId" uuid, "leadName" text, "inCare" boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT c.id, c."patientId", p."fullName", p.number, c.status, c."openedAt", a.id, a.name,
    c.status IN ('open', 'on_hold') OR EXISTS (
      SELECT 1 FROM "RedFlag" f WHERE f."clinicId" = c."clinicId" AND f."patientId" = c."patientId"
        AND (f."caseId" = c.id OR (f."caseId" IS NULL AND f."intakeId" = c."intakeId"))
        AND f."respondedAt" IS NULL AND f."resolvedAt" IS NULL AND f."supersededAt" IS NULL
        AND (f."raisedAt" >= c."closedAt" OR f.urgency IN ('emergency', 'same_day', 'urgent_referral')))
  FROM "Case" c
  JOIN "Patient" p ON p."clinicId" = c."clinicId" AND p.id = c."patientId"
  LEFT JOIN "CareTeamMember" m ON m."clinicId" = c."clinicId" AND m."caseId" = c.id AND m.role = 'lead' AND m."removedAt" IS NULL
  LEFT JOIN "Account" a ON a."clinicId" = m."clinicId" AND a.id = m."accountId"
  WHERE c."clinicId" = app_clinic() AND app_is_staff()
    AND (of_patient IS NULL OR c."patientId" = of_patient)
    AND (of_account IS NULL OR EXISTS (SELECT 1 FROM "CareTeamMember" t WHERE t."clinicId" = c."clinicId" AND t."caseId" = c.id
                                         AND t."accountId" = of_account AND t."removedAt" IS NULL))
    AND (of_patient IS NOT NULL OR of_account IS NOT NULL OR app_has_role('admin'))
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION case_directory(uuid, uuid) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION case_directory(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION case_directory(uuid, uuid) TO stepwise_app, stepwise_maintenance;
