-- Somebody who is signed in changes her own password, and the links for a new one that were sent before are dead. Whoever asks for it
-- knows the hash of the one before: it is read where nobody is known yet (sign_in_lookup), and by nobody who is.
CREATE FUNCTION own_password_change(compared_hash text, new_password_hash text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE "Credential" c SET "passwordHash" = new_password_hash, "changedAt" = now()
  FROM "Account" a
  WHERE c."clinicId" = app_clinic() AND c."accountId" = app_account() AND c."passwordHash" = compared_hash AND compared_hash <> ''
    AND a."clinicId" = c."clinicId" AND a.id = c."accountId" AND a.status = 'active';
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE "AccountToken" SET "revokedAt" = now()
  WHERE "clinicId" = app_clinic() AND "accountId" = app_account() AND "usedAt" IS NULL AND "revokedAt" IS NULL;
  RETURN true;
END $$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION own_password_change(text, text) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION own_password_change(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION own_password_change(text, text) TO stepwise_app, stepwise_maintenance;
