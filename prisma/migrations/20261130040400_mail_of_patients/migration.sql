-- A message to a patient names her, so that an erasure takes it, also where an address is shared.
CREATE OR REPLACE FUNCTION queue_patient_mail(of_case uuid, mail_once text, mail_subject text, mail_text text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO "Mail" (id, "clinicId", "patientId", "to", subject, text, once)
  SELECT uuid_v7(), c."clinicId", c."patientId", a.email, replace(mail_subject, '{clinic}', k.name),
    replace(replace(mail_text, '{clinic}', k.name), '{name}', COALESCE(NULLIF(btrim(p."preferredName"), ''), p."fullName")), mail_once
  FROM "Case" c JOIN "Clinic" k ON k.id = c."clinicId" JOIN "Patient" p ON p."clinicId" = c."clinicId" AND p.id = c."patientId"
  JOIN "Account" a ON a."clinicId" = p."clinicId" AND a.id = p."accountId"
  WHERE c."clinicId" = app_clinic() AND c.id = of_case AND a.status = 'active'
  ON CONFLICT DO NOTHING;
  RETURN FOUND;
END $$;

-- So does the message with a link for a new password, whose address may be another one by then.
DROP FUNCTION password_reset_issue(text, uuid, text, int);
CREATE FUNCTION password_reset_issue(wanted_email text, token_id uuid, token_hash text, valid_minutes int)
RETURNS TABLE ("accountId" uuid, "clinicId" uuid, email text, name text, "clinicName" text, "patientId" uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE a record;
BEGIN
  SELECT x.id, x."clinicId", x.email, x.name, c.name AS clinic, p.id AS patient INTO a
  FROM "Account" x JOIN "Clinic" c ON c.id = x."clinicId" LEFT JOIN "Patient" p ON p."clinicId" = x."clinicId" AND p."accountId" = x.id
  WHERE app_is_nobody() AND x.email = lower(wanted_email) AND x.status = 'active';
  IF NOT FOUND THEN RETURN; END IF;
  UPDATE "AccountToken" SET "revokedAt" = now()
  WHERE "accountId" = a.id AND kind = 'password_reset' AND "usedAt" IS NULL AND "revokedAt" IS NULL;
  INSERT INTO "AccountToken" (id, "clinicId", "accountId", kind, "tokenHash", "expiresAt", "createdAt")
  VALUES (token_id, a."clinicId", a.id, 'password_reset', token_hash, now() + make_interval(mins => valid_minutes), now());
  RETURN QUERY SELECT a.id, a."clinicId", a.email, a.name, a.clinic, a.patient;
END $$;
GRANT CREATE ON SCHEMA public TO stepwise_definer;
ALTER FUNCTION password_reset_issue(text, uuid, text, int) OWNER TO stepwise_definer;
ALTER FUNCTION queue_patient_mail(uuid, text, text, text) OWNER TO stepwise_definer;
REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
REVOKE ALL ON FUNCTION password_reset_issue(text, uuid, text, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION password_reset_issue(text, uuid, text, int) TO stepwise_app, stepwise_maintenance;
