import { runMigrations } from 'graphile-worker'
import type pg from 'pg'

/** The schema that graphile-worker keeps for itself; Prisma's migrations do not know it. */
const schema = 'graphile_worker'

/**
 * Brings the job queue's own tables up to date, with the owner's powers, and lets the server's jobs use them. It enables
 * row-level security on them without a policy, so that nobody but the owner gets in: `stepwise_jobs`, and the functions
 * that queue a job, get one on each, and `stepwise_maintenance` one to read: a backup may be made with its powers. A job
 * holds ids and nothing else. The caller holds the lock of the migrations.
 */
export async function prepareQueue(owner: pg.Client, databaseUrl: string): Promise<void> {
  const { rows } = await owner.query(`SELECT FROM pg_roles WHERE rolname = 'stepwise_jobs'`)
  if (rows.length === 0) return // a list of migrations that ends before the queue
  await runMigrations({ connectionString: databaseUrl, schema })
  await owner.query(`
    GRANT USAGE ON SCHEMA ${schema} TO stepwise_jobs, stepwise_definer, stepwise_maintenance;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO stepwise_jobs;
    GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA ${schema} TO stepwise_definer;
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${schema} TO stepwise_jobs, stepwise_definer;
    GRANT SELECT ON ALL TABLES IN SCHEMA ${schema} TO stepwise_maintenance;
    GRANT SELECT ON ALL SEQUENCES IN SCHEMA ${schema} TO stepwise_maintenance;
    REVOKE INSERT, UPDATE, DELETE ON ${schema}.migrations FROM stepwise_jobs, stepwise_definer;
    DO $$
    DECLARE t text;
    BEGIN
      FOR t IN SELECT c.relname FROM pg_class c WHERE c.relnamespace = '${schema}'::regnamespace AND c.relkind = 'r' AND c.relrowsecurity LOOP
        EXECUTE format('DROP POLICY IF EXISTS jobs ON ${schema}.%I', t);
        EXECUTE format('CREATE POLICY jobs ON ${schema}.%I TO stepwise_jobs, stepwise_definer USING (true) WITH CHECK (true)', t);
        EXECUTE format('DROP POLICY IF EXISTS backup ON ${schema}.%I', t);
        EXECUTE format('CREATE POLICY backup ON ${schema}.%I FOR SELECT TO stepwise_maintenance USING (true)', t);
      END LOOP;
    END $$`)
}
