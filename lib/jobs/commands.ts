import 'server-only'
import { Logger, type Runner, run, type TaskList } from 'graphile-worker'
import pg from 'pg'
import { dueRounds, runAlertRound } from '#lib/alerts/nightly/commands.ts'
import { runAlertsOfScore } from '#lib/alerts/scores/commands.ts'
import { faultOf } from '#lib/db/as-actor.ts'
import { heedOverdueFlags } from '#lib/flags/overdue/commands.ts'
import { log } from '#lib/log.ts'
import { applyStandingOrders } from '#lib/programs/progression/standing/commands.ts'
import { alertRoundJob, jobNames, scoreJob } from './schema.ts'

/*
 * Work that depends on the time is a job in PostgreSQL (graphile-worker): any number of servers share it, each job is done by
 * one, and one that failed is tried again. What is due follows from what was finished last, so that nothing is lost while no
 * server runs, and nothing hangs on a job that a killed server took with it.
 */

/** Every hour a few minutes past: somewhere it is night. What no server did, the next one does at once. */
const crontab = [
  `7 * * * * ${jobNames.due} ?fill=2h&jobKey=${jobNames.due}&max=3`,
  // What waits stands in the database, so that a minute that no server saw needs no other one.
  `* * * * * ${jobNames.standing} ?jobKey=${jobNames.standing}&max=1`,
  `*/5 * * * * ${jobNames.overdue} ?jobKey=${jobNames.overdue}&max=1`,
].join('\n')

/** What takes a moment; somebody may wait for it. */
const quick: TaskList = {
  [jobNames.due]: async (_, { addJob }) => {
    for (const { clinicId } of await dueRounds())
      await addJob(jobNames.round, { clinicId }, { jobKey: `${jobNames.round}:${clinicId}`, maxAttempts: 5 })
  },
  [jobNames.standing]: async () => void (await applyStandingOrders()),
  [jobNames.overdue]: async () => void (await heedOverdueFlags()),
  [jobNames.score]: async (payload) => {
    const { clinicId, scoreId } = scoreJob.parse(payload)
    await runAlertsOfScore(clinicId, scoreId)
  },
}

/** A night's round of a clinic may take a minute. */
const slow: TaskList = {
  [jobNames.round]: async (payload) => {
    await runAlertRound(alertRoundJob.parse(payload).clinicId)
  },
}

/**
 * What went wrong in a job may quote a record, and the queue keeps and logs the text of an error: so that only what kind of
 * fault it was leaves the job.
 */
const quiet = (list: TaskList): TaskList =>
  Object.fromEntries(
    Object.entries(list).map(([name, task]) => [
      name,
      async (...args) => {
        try {
          return await task?.(...args)
        } catch (error) {
          throw Object.assign(new Error(faultOf(error)), { stack: '' })
        }
      },
    ]),
  )

type Said = { job?: { task_identifier?: string }; error?: unknown; fatalError?: unknown }

/** The task and the kind of the fault; the queue's own sentences quote both and more. */
const logger = new Logger(() => (level, _, meta) => {
  if (level !== 'error') return
  const { job, error, fatalError } = meta as Said
  if (job && !fatalError) log.warn({ task: job.task_identifier, why: (error as Error).message }, 'job failed')
  else log.warn({ task: job?.task_identifier, why: faultOf(fatalError ?? error) }, 'job queue')
})

function poolOf(url: string): pg.Pool {
  // A connection of its own, since LISTEN needs one that lasts; with the powers of jobs alone.
  const pool = new pg.Pool({
    connectionString: url,
    max: 6,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    options: '-c role=stepwise_jobs',
    application_name: 'stepwise-jobs',
  })
  pool.on('error', () => undefined) // a connection that ended by itself; the next statement opens another one
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

type Options = { url?: string | undefined; pauseMs?: number; pollMs?: number }

/**
 * Does jobs from now on, until the function that comes back is called, which waits for what is being done. It never throws:
 * while the database is away it tries again. Called once by instrumentation.ts.
 */
export function startJobs({ url, pauseMs = 5_000, pollMs = 10_000 }: Options = {}): () => Promise<void> {
  const address = url ?? process.env.STEPWISE_JOBS_DATABASE_URL ?? process.env.DATABASE_URL
  if (!address) return async () => undefined
  let isOver = false
  let runners: Runner[] = []
  // A runner that has ended by itself says so.
  const stopAll = () => Promise.all(runners.map((runner) => runner.stop().catch(() => undefined)))
  let wake: () => void = () => undefined
  const round = async () => {
    const pool = poolOf(address)
    const shared = {
      pgPool: pool,
      logger,
      noHandleSignals: true,
      pollInterval: pollMs,
      schema: 'graphile_worker',
    }
    try {
      // Each has its own workers, so that no score waits for the rounds of the night, however many clinics are due. Queues of
      // the database would do the same, but stay locked for hours when a server is killed.
      const first = await run({ ...shared, taskList: quiet(quick), crontab, concurrency: 2 })
      runners.push(first)
      runners.push(await run({ ...shared, taskList: quiet(slow), concurrency: 1 }))
      if (isOver) return
      await first.addJob(jobNames.due, {}, { jobKey: jobNames.due, maxAttempts: 3 })
      await Promise.race(runners.map((runner) => runner.promise))
    } finally {
      await stopAll()
      // What is being done still needs the pool.
      await Promise.allSettled(runners.map((runner) => runner.promise))
      runners = []
      await pool.end().catch(() => undefined)
    }
  }
  const work = (async () => {
    while (!isOver) {
      await round().catch((error: unknown) => {
        const kind =
          (error as { code?: unknown } | null)?.code ?? (error instanceof Error ? error.name : 'unknown')
        if (!isOver) log.warn({ kind }, 'job queue away; trying again')
      })
      if (isOver) break
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pauseMs)
        timer.unref()
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  })()
  return async () => {
    isOver = true
    wake()
    await stopAll()
    await work
  }
}
