import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { entryClients } from './entry-clients.ts'
import { judge, openStage } from './stage.ts'

// npm run trial:kill   kills the server and the database the hard way, in turn, while patients write pain scores and runs
// as their pages send them. Whatever was acknowledged must be there afterwards, once.

const rounds = Number(process.env.TRIAL_ROUNDS ?? 10)
/** So many new acknowledgements from every client before the next blow: all of them are writing again. */
const between = 4
const patience = 60_000

const stage = await openStage('trial-kill')
const misses: string[] = []
try {
  const clients = await entryClients(stage)
  const recoveries: Record<string, number[]> = { server: [], database: [] }
  const blow = async (what: 'server' | 'database') => {
    await clients.everybodyWrote(between, patience)
    await pause(Math.random() * 200)
    if (what === 'server') await stage.killServer()
    else await stage.cluster.kill()
    await pause(100 + Math.random() * 500)
    const from = Date.now()
    if (what === 'server') await stage.startServer()
    else await stage.cluster.restart()
    await clients.everybodyWrote(1, patience)
    recoveries[what]?.push(Date.now() - from)
  }
  for (let round = 1; round <= rounds; round += 1) {
    await blow('server')
    await blow('database')
    console.log(`Round ${round} of ${rounds}: ${clients.acknowledged.size} entries acknowledged`)
  }
  await clients.everybodyWrote(between, patience)
  await clients.finish()

  const stored = await rowsOf(stage.ownerUrl, [...clients.sent])
  const lost = [...clients.acknowledged].filter((id) => !stored.values.has(id))
  const unasked = [...clients.sent].filter((id) => !clients.acknowledged.has(id))
  const twice = [...stored.audits].filter(([id, n]) => n !== 1 || !stored.values.has(id))
  const unaudited = [...stored.values.keys()].filter((id) => !stored.audits.has(id))
  const wrong = [...clients.wanted].filter(([id, value]) => stored.values.get(id) !== value)

  const longest = (name: string) => `${Math.max(...(recoveries[name] ?? []))} ms`
  console.log(`Kills: server ${rounds}, database ${rounds}; clients: ${clients.count}`)
  console.log(
    `Entries sent ${clients.sent.size}, acknowledged ${clients.acknowledged.size}, stored ${stored.values.size}`,
  )
  console.log(`Sent again ${clients.repeats} times, of which ${clients.answers.of('200')} were saved already`)
  console.log(`Answers: ${clients.answers}`)
  console.log(`All write again, at the latest: server ${longest('server')}, database ${longest('database')}`)

  if (lost.length > 0) misses.push(`${lost.length} acknowledged entries are lost`)
  if (unasked.length > 0) misses.push(`${unasked.length} entries were never acknowledged`)
  if (wrong.length > 0) misses.push(`${wrong.length} entries are stored with another value`)
  if (stored.values.size !== clients.sent.size)
    misses.push(`${stored.values.size} rows for ${clients.sent.size} entries`)
  if (twice.length > 0) misses.push(`${twice.length} entries were counted more than once in the audit trail`)
  if (unaudited.length > 0) misses.push(`${unaudited.length} entries are missing in the audit trail`)
  for (const answer of clients.unexpected()) misses.push(`an answer that says something untrue: ${answer}`)
  judge(misses, stage.output())
} finally {
  await stage.close()
}

/** What the database holds of the trial; everything in the two clinics that was there before is left out. */
async function rowsOf(ownerUrl: string, ids: string[]) {
  const db = new pg.Client({ connectionString: ownerUrl })
  await db.connect()
  try {
    // Whatever is newer than anything that was there before, whoever asked for it.
    const of = (table: string, value: string, which = 'true') =>
      `SELECT id, ${value} AS value FROM "${table}" WHERE ${which} AND "recordedAt" >
        (SELECT max("recordedAt") FROM "${table}" WHERE ${which} AND NOT id = ANY($1::uuid[]))`
    const entries = await db.query<{ id: string; value: number }>(
      `${of('PainScore', 'score', '"runLogId" IS NULL')} UNION ALL ${of('RunLog', 'minutes')}`,
      [ids],
    )
    const audits = await db.query<{ id: string; n: number }>(
      `SELECT "subjectId" AS id, count(*)::int AS n FROM "AuditEvent" WHERE type IN ('pain_score.recorded', 'run_log.recorded')
        GROUP BY 1`,
    )
    return {
      values: new Map(entries.rows.map((row) => [row.id, row.value])),
      audits: new Map(audits.rows.map((row) => [row.id, row.n])),
    }
  } finally {
    await db.end()
  }
}
