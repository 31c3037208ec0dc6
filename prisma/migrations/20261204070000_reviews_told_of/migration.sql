-- Of how many of her reviews of a day the messages to a patient have told. For the server's own work alone.
CREATE FUNCTION reviews_told_of(of_patient uuid, review_on text) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT COALESCE(max(COALESCE(NULLIF(split_part(m.once, ' ', 4), '')::int, 1)), 0) FROM "Mail" m
  WHERE m."clinicId" = app_clinic() AND m."patientId" = of_patient AND m.once LIKE 'review\_form %' AND split_part(m.once, ' ', 3) = review_on
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION reviews_told_of(uuid, text) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION reviews_told_of(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION reviews_told_of(uuid, text) TO stepwise_jobs, stepwise_maintenance;
