import postgres from 'postgres'
import { afterAll, afterEach, expect, it, vi } from 'vitest'
import { startJobs } from '#lib/jobs/commands.ts'
import { jobNames } from '#lib/jobs/schema.ts'
import { log } from '#lib/log.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld } from '#tests/support/world.ts'

const { ownerUrl, jobsUrl } = await testDatabase()
await createWorld(ownerUrl)
const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined })
afterAll(() => sql.end())
afterEach(() => vi.restoreAllMocks())

it('says which job failed and how, and nothing of what the error quotes, in the log and in the queue', async () => {
  const said: string[] = []
  for (const level of ['warn', 'error'] as const)
    vi.spyOn(log, level).mockImplementation((...args: unknown[]) => void said.push(JSON.stringify(args)))
  // The message of the fault quotes what was written.
  await sql.unsafe(`
    CREATE FUNCTION quote_it() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'Eva Beispiel wrote of her knee' USING ERRCODE = '22023'; END $$;
    CREATE TRIGGER quote_it BEFORE INSERT ON "AlertRound" FOR EACH ROW EXECUTE FUNCTION quote_it();
    UPDATE "Clinic" SET "timeZone" = 'UTC';`)
  await sql`SELECT graphile_worker.add_job(${jobNames.score}, '{"clinicId":"Eva Beispiel"}'::json)`
  // The night's rounds of both clinics are due at once, unless it is night.
  const later = new Date().getUTCHours() >= 2
  const stop = startJobs({ url: jobsUrl, pollMs: 100 })
  const failed = () =>
    sql<{ task: string; error: string }[]>`
      SELECT t.identifier AS task, j.last_error AS error FROM graphile_worker._private_jobs j
      JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE j.last_error IS NOT NULL ORDER BY 1`
  await vi.waitFor(async () => expect((await failed()).length).toBeGreaterThanOrEqual(later ? 2 : 1), 20_000)
  await stop()
  const errors = await failed()
  expect(errors).toContainEqual({ task: jobNames.score, error: 'ZodError' })
  if (later) expect(errors).toContainEqual({ task: jobNames.round, error: '22023' })
  expect(said).toContain(JSON.stringify([{ task: jobNames.score, why: 'ZodError' }, 'job failed']))
  expect([...said, JSON.stringify(errors)].join()).not.toMatch(/Eva|knee|\bat .*\.ts/)
}, 60_000)
