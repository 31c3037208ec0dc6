-- On which days of the week another treatment of the patient plans runs in the phase that holds, for whoever may know of this one: two programs
-- may order runs on days side by side. The walk of stage 0 is none. Nothing else of the other program is told.
GRANT SELECT (days) ON "ProgramItem" TO stepwise_definer;
CREATE FUNCTION run_days_elsewhere(of_case uuid, today date) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT d.day FROM cases_of_one_body(of_case) o
  JOIN "Case" c ON c."clinicId" = app_clinic() AND c.id = o AND c.status IN ('open', 'on_hold')
  JOIN "ProgramItem" i ON i."clinicId" = c."clinicId" AND i."phaseId" = phase_held(c."clinicId", c.id, today, 'infinity')
    AND i."exerciseId" LIKE 'ex\_rtr\_%' AND i."exerciseId" <> 'ex_rtr_walk30'
  CROSS JOIN unnest(i.days) d(day)
  WHERE o <> of_case
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION run_days_elsewhere(uuid, date) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION run_days_elsewhere(uuid, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION run_days_elsewhere(uuid, date) TO stepwise_app, stepwise_maintenance;
