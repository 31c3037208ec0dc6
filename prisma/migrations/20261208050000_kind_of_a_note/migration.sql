-- Of what kind a visit was may be put right until its note is signed: on the phone nobody is seen.
DROP TRIGGER keep_columns ON "Note";
CREATE TRIGGER keep_columns BEFORE UPDATE ON "Note" FOR EACH ROW
  EXECUTE FUNCTION keep_columns('id', 'clinicId', 'patientId', 'caseId', 'byId', 'createdAt');
