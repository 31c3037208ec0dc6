-- What a physio answers to a flag is for physios. On the safety duty a transaction of the patient sees her flags, and saw the answers with them.
ALTER POLICY response_read ON "FlagResponse" USING ((SELECT app_has_role('physio')) AND EXISTS (SELECT 1 FROM "RedFlag" f
  WHERE f."clinicId" = "FlagResponse"."clinicId" AND f.id = "FlagResponse"."flagRowId"));
