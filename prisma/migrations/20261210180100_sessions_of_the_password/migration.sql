-- A password is compared outside of any transaction, and another may have been set meanwhile, which ended the sessions that were open. So
-- what was compared is looked at once more where the session is made, and held until it is there: whoever sets another waits, and ends
-- this session, too.
CREATE FUNCTION own_password_stands(compared_hash text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM "Credential" c WHERE c."clinicId" = app_clinic() AND c."accountId" = app_account() AND c."passwordHash" = compared_hash FOR SHARE;
  RETURN FOUND;
END $$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION own_password_stands(text) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION own_password_stands(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION own_password_stands(text) TO stepwise_app, stepwise_maintenance;

-- Whatever the application does, nobody who cannot sign in gets a session.
ALTER POLICY session_add ON "Session" WITH CHECK ("accountId" = (SELECT app_account())
  AND EXISTS (SELECT 1 FROM "Account" a WHERE a."clinicId" = "Session"."clinicId" AND a.id = "Session"."accountId" AND a.status = 'active'));
