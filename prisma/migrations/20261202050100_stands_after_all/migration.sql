-- A flag that was settled by mistake stands after all: who says so answers the settled one, and the same answers raise it anew.
ALTER TYPE "FlagResponseKind" ADD VALUE 'stands';

-- Whoever may answer a flag of another case, because it stops a treatment of hers, may say so of it, too.
ALTER POLICY flag_add ON "RedFlag" WITH CHECK ((SELECT app_duty()) = 'safety' AND num_nonnulls("resolvedAt", "respondedAt") = 0
  AND ("patientId" = (SELECT app_patient()) OR "intakeId" = (SELECT app_intake()) OR "caseId" IN (SELECT app_team_cases())
    OR ("caseId" IS NULL AND app_reads_intake("intakeId")) OR app_treats_stopped("patientId", block)));
