-- How a form link was refused, and that somebody had to wait before the next try to sign in, is nothing clinical.
CREATE OR REPLACE FUNCTION audit_data_is_plain(of_type text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT of_type IN ('password.set', 'account.invited', 'account.roles_changed', 'account.cases_handed_over', 'clinic.settings_changed',
    'clinic.threshold_set', 'instrument_pack.added', 'instrument_pack.retired', 'patient.changed', 'patient.list_read', 'caseload.read',
    'alert.list_read', 'intake.list_read', 'record.requested', 'record.request_done', 'record.requests_read', 'case.read', 'audit.read',
    'access.refused', 'sign_in.failed', 'intake_link.refused')
$$;
