import postgres from 'postgres'
import { afterAll, describe, expect, it } from 'vitest'
import { testDatabase } from '#tests/support/database.ts'

/** What somebody reaches who can say anything to PostgreSQL through the connection of a page, or of a job. */
const { appUrl, jobsUrl } = await testDatabase()
const page = postgres(appUrl, { max: 1, onnotice: () => undefined })
const job = postgres(jobsUrl, { max: 1, onnotice: () => undefined })
afterAll(() => Promise.all([page.end(), job.end()]))

const refusal = (statement: PromiseLike<unknown>) =>
  Promise.resolve(statement).then(
    () => 'let through',
    (error: { code?: string }) => error.code,
  )
const whoIs = async (sql: postgres.Sql) => (await sql`SELECT current_user AS name`)[0]?.name

describe('the login of the pages', () => {
  it('takes on no powers but those of who asks', async () => {
    for (const role of ['stepwise_jobs', 'stepwise_definer', 'stepwise_maintenance', 'stepwise_worker'])
      expect([role, await refusal(page`SELECT set_config('role', ${role}, false)`)]).toEqual([role, '42501'])
  })

  it('is who asks from its first statement on, and may nothing as itself, where no trigger watches', async () => {
    expect(await whoIs(page)).toBe('stepwise_app')
    await page`RESET ROLE`
    expect(await whoIs(page)).toBe('stepwise_app')
    await page`SET ROLE NONE`
    expect(await refusal(page`SELECT id FROM "Patient"`)).toBe('42501')
    expect(await refusal(page`SELECT * FROM mail_due_clinics(8)`)).toBe('42501')
  })
})

it('the login of the jobs is no one who asks', async () => {
  expect(await whoIs(job)).toBe('stepwise_jobs')
  expect(await refusal(job`SELECT set_config('role', 'stepwise_app', false)`)).toBe('42501')
  expect(await refusal(job`SELECT * FROM "Account"`)).toBe('42501')
})
