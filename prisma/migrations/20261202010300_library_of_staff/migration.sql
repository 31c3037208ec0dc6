-- Exercises and templates of the clinic are its staff's to write (design.md 3): physios and admins.
ALTER POLICY library_write ON "Exercise" USING ((SELECT app_is_staff())) WITH CHECK ((SELECT app_is_staff()));
ALTER POLICY library_write ON "ProgramTemplate" USING ((SELECT app_is_staff())) WITH CHECK ((SELECT app_is_staff()));
