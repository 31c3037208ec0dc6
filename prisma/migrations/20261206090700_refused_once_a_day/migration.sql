-- Whether the audit holds already that a link was refused today, and why: a link that is over may be tried without end.
CREATE FUNCTION intake_link_refused_today(of_link uuid, of_outcome text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM "Clinic" c JOIN "AuditEvent" e ON e."clinicId" = c.id
      AND e.at >= date_trunc('day', now() AT TIME ZONE c."timeZone") AT TIME ZONE c."timeZone"
    WHERE app_account() IS NULL AND c.id = app_clinic() AND e.type = 'intake_link.refused'
      AND e.data->>'linkId' = of_link::text AND e.data->>'outcome' = of_outcome)
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION intake_link_refused_today(uuid, text) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION intake_link_refused_today(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION intake_link_refused_today(uuid, text) TO stepwise_app, stepwise_maintenance;
