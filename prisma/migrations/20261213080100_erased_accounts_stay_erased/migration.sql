-- The account of who was erased is in no list, and nobody changes or restores it. Its address says so: erase_untreated() makes it of the id.
ALTER POLICY account_read ON "Account" USING (id = (SELECT app_account())
  OR ((SELECT app_is_staff()) AND email <> 'erased-' || id || '@erased.invalid'));
ALTER POLICY account_change ON "Account"
  USING (email <> 'erased-' || id || '@erased.invalid' AND ((SELECT app_has_role('admin')) OR id = (SELECT app_account())
    OR ((SELECT app_has_role('physio')) AND roles = ARRAY['patient']::"Role"[])))
  WITH CHECK (email <> 'erased-' || id || '@erased.invalid' AND ((SELECT app_has_role('admin')) OR id = (SELECT app_account())
    OR ((SELECT app_has_role('physio')) AND roles = ARRAY['patient']::"Role"[])));
