-- What a patient answers of herself in the forms of one treatment, the rules of a log in another read as well. Whoever may know of that one
-- learns which of the answers below, the alarming ones, stand in any other form, and not in which, and nothing else of it.
GRANT SELECT ("safetyOn") ON "IntakeAnswers" TO stepwise_definer;

-- lib/intake/told/body has the same list.
CREATE FUNCTION body_answers() RETURNS TABLE (id text, option text) LANGUAGE sql IMMUTABLE AS $$
  VALUES ('rf_joint_procedure_6w', 'yes'), ('rf_knee_implant', 'yes'), ('rf_immunosuppressed', 'yes'), ('rf_prev_stress_fracture', 'yes'),
    ('energy_low', 'yes'), ('periods_status', 'missed_3plus'), ('steroid_long', 'yes'), ('medications', 'immune_medicine'),
    ('medications', 'steroid_tablets'), ('medications', 'bone_medicine'), ('medications', 'blood_thinner'),
    ('medical_conditions', 'osteoporosis'), ('medical_conditions', 'clotting_disorder')
$$;

-- Of each treatment, and of a form that none came out of, the newest answer. That of the last six weeks is one for six weeks.
CREATE FUNCTION answered_elsewhere(of_case uuid) RETURNS TABLE (id text, option text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT q.id, q.option FROM (
    SELECT DISTINCT ON (g.place, b.id) b.id, a.answers -> b.id AS said, COALESCE(a."safetyOn", i."submittedAt"::date) AS day
    FROM "Case" c
    JOIN "Intake" i ON i."clinicId" = c."clinicId" AND i."patientId" = c."patientId" AND i."submittedAt" IS NOT NULL
    JOIN "IntakeAnswers" a ON a."clinicId" = i."clinicId" AND a."intakeId" = i.id
    LEFT JOIN "Case" o ON o."clinicId" = i."clinicId" AND o."intakeId" = i.id
    CROSS JOIN LATERAL (SELECT COALESCE(i."caseId", o.id, i.id) AS place) g
    JOIN (SELECT DISTINCT l.id FROM body_answers() l) b ON a.answers ? b.id
    WHERE c."clinicId" = app_clinic() AND c.id = of_case AND of_case IN (SELECT cases_of_one_body(of_case)) AND g.place <> of_case
    ORDER BY g.place, b.id, i."submittedAt" DESC, i.id DESC) n
  JOIN body_answers() q ON q.id = n.id AND n.said ? q.option
  WHERE n.id <> 'rf_joint_procedure_6w' OR n.day >= current_date - 42
$$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION answered_elsewhere(uuid) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION answered_elsewhere(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION answered_elsewhere(uuid) TO stepwise_app, stepwise_maintenance;
