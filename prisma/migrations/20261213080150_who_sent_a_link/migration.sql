-- Who sent the link with which somebody sets her own password, for the audit of that.
CREATE FUNCTION own_link_sent_by(of_hash text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t."createdById" FROM "AccountToken" t
  WHERE t."clinicId" = app_clinic() AND t."accountId" = app_account() AND t."tokenHash" = of_hash
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION own_link_sent_by(text) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION own_link_sent_by(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION own_link_sent_by(text) TO stepwise_app, stepwise_maintenance;
