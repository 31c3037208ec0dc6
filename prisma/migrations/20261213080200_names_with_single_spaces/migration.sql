-- A name is stored with single spaces, so that the same person is found by it.
SET ROLE stepwise_maintenance;
UPDATE "Patient" SET "fullName" = btrim(regexp_replace("fullName", '\s+', ' ', 'g')) WHERE "fullName" ~ '\s\s|[^\S ]';
UPDATE "Account" SET name = btrim(regexp_replace(name, '\s+', ' ', 'g')) WHERE name ~ '\s\s|[^\S ]';
RESET ROLE;
