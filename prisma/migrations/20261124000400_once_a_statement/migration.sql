-- Who is asking does not change within a statement: ask once a statement, not once a row, and keep the plans.

-- As plpgsql these keep their plans for the life of a connection; as SQL they were planned on every call.
CREATE OR REPLACE FUNCTION app_team_cases() RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF app_has_role('physio') THEN
    RETURN QUERY SELECT m."caseId" FROM "CareTeamMember" m
      WHERE m."clinicId" = app_clinic() AND m."accountId" = app_account() AND m."removedAt" IS NULL;
  END IF;
END $$;
CREATE OR REPLACE FUNCTION app_led_cases() RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF app_has_role('physio') THEN
    RETURN QUERY SELECT m."caseId" FROM "CareTeamMember" m
      WHERE m."clinicId" = app_clinic() AND m."accountId" = app_account() AND m."removedAt" IS NULL AND m.role = 'lead';
  END IF;
END $$;
CREATE OR REPLACE FUNCTION app_readable_cases() RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF app_has_role('physio') THEN
    RETURN QUERY SELECT m."caseId" FROM "CareTeamMember" m
      WHERE m."clinicId" = app_clinic() AND m."accountId" = app_account() AND m."removedAt" IS NULL;
    RETURN QUERY SELECT g."caseId" FROM "BreakGlass" g
      WHERE g."clinicId" = app_clinic() AND g."accountId" = app_account() AND g."expiresAt" > now();
  END IF;
END $$;

DO $$
DECLARE p record; asks text := '(app_clinic\(\)|app_account\(\)|app_patient\(\)|app_intake\(\)|app_duty\(\)|app_is_staff\(\)|app_has_role\(''[a-z]+''::text\))';
BEGIN
  FOR p IN SELECT tablename, policyname, regexp_replace(qual, asks, '(SELECT \1)', 'g') AS reads,
             regexp_replace(with_check, asks, '(SELECT \1)', 'g') AS writes
           FROM pg_policies WHERE schemaname = 'public' AND 'stepwise_app' = ANY (roles) LOOP
    EXECUTE format('ALTER POLICY %I ON %I %s %s', p.policyname, p.tablename,
      COALESCE('USING (' || p.reads || ')', ''), COALESCE('WITH CHECK (' || p.writes || ')', ''));
  END LOOP;
END $$;

-- What every chart and list reads of pain: the current scores of a case, from the index alone.
CREATE INDEX current_scores ON "PainScore" ("clinicId", "caseId", "logDate") INCLUDE (score, context)
  WHERE "supersededAt" IS NULL AND "withdrawnAt" IS NULL;
