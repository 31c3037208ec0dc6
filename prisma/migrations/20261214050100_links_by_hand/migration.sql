-- A link that whoever runs the server made there (npm run account:link) names nobody who sent it, and stood in the audit of the password
-- as if it had been asked for at the sign-in.
ALTER TABLE "AccountToken" ADD COLUMN     "byHand" BOOLEAN NOT NULL DEFAULT false;
DROP TRIGGER keep_columns ON "AccountToken";
CREATE TRIGGER keep_columns BEFORE UPDATE ON "AccountToken" FOR EACH ROW
  EXECUTE FUNCTION keep_columns('id', 'clinicId', 'accountId', 'kind', 'tokenHash', 'createdAt', 'expiresAt', 'usedAt', 'createdById', 'byHand');

DROP FUNCTION own_link_sent_by(text);
CREATE FUNCTION own_link_made(of_hash text) RETURNS TABLE ("sentBy" uuid, "byHand" boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t."createdById", t."byHand" FROM "AccountToken" t
  WHERE t."clinicId" = app_clinic() AND t."accountId" = app_account() AND t."tokenHash" = of_hash
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION own_link_made(text) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION own_link_made(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION own_link_made(text) TO stepwise_app, stepwise_maintenance;
