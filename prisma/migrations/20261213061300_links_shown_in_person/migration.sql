-- Where no mail server sends it a physio who treats a patient shows her the link to a new password. Of an account that opens anything but that
-- patient's record, or that has no password yet, nobody but an admin makes one.
ALTER POLICY token_add ON "AccountToken" WITH CHECK ((SELECT app_has_role('admin')) OR ((SELECT app_has_role('physio'))
  AND EXISTS (SELECT 1 FROM "Account" a WHERE a.id = "accountId" AND a.roles = ARRAY['patient']::"Role"[]
    AND ((kind = 'invitation' AND a.status = 'invited') OR (kind = 'password_reset' AND a.status = 'active'
      AND EXISTS (SELECT 1 FROM "Patient" p WHERE p."clinicId" = a."clinicId" AND p."accountId" = a.id
        AND p.id IS DISTINCT FROM (SELECT app_patient()) AND app_vouches(p.id)))))));
-- A link is taken back by whoever may make one like it.
ALTER POLICY token_change ON "AccountToken"
  USING ((SELECT app_has_role('admin')) OR ((SELECT app_has_role('physio'))
    AND EXISTS (SELECT 1 FROM "Account" a WHERE a.id = "accountId" AND a.roles = ARRAY['patient']::"Role"[]
      AND (kind = 'invitation'
        OR EXISTS (SELECT 1 FROM "Patient" p WHERE p."clinicId" = a."clinicId" AND p."accountId" = a.id
        AND p.id IS DISTINCT FROM (SELECT app_patient()) AND app_vouches(p.id))))))
  WITH CHECK ((SELECT app_has_role('admin')) OR ((SELECT app_has_role('physio'))
    AND EXISTS (SELECT 1 FROM "Account" a WHERE a.id = "accountId" AND a.roles = ARRAY['patient']::"Role"[]
      AND (kind = 'invitation'
        OR EXISTS (SELECT 1 FROM "Patient" p WHERE p."clinicId" = a."clinicId" AND p."accountId" = a.id
        AND p.id IS DISTINCT FROM (SELECT app_patient()) AND app_vouches(p.id))))));
