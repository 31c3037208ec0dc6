import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { painClients } from './pain-clients.ts'
import { judge, openStage } from './stage.ts'

// npm run trial:kill   kills the server and the database the hard way, in turn, while patients write pain scores through
// the endpoint that their page posts to. Whatever was acknowledged must be there afterwards, once.

const rounds = Number(process.env.TRIAL_ROUNDS ?? 10)
/** So many new acknowledgements from every client before the next blow: all of them are writing again. */
const between = 4
const patience = 60_000

const stage = await openStage('trial-kill')
const misses: string[] = []
try {
  const clients = await painClients(stage)
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
    console.log(`Round ${round} of ${rounds}: ${clients.acknowledged.size} scores acknowledged`)
  }
  await clients.everybodyWrote(between, patience)
  await clients.finish()

  const stored = await rowsOf(stage.ownerUrl, [...clients.sent])
  const lost = [...clients.acknowledged].filter((id) => !stored.scores.has(id))
  const unasked = [...clients.sent].filter((id) => !clients.acknowledged.has(id))
  const twice = [...stored.audits].filter(([id, n]) => n !== 1 || !stored.scores.has(id))
  const unaudited = [...stored.scores].filter((id) => !stored.audits.has(id))
  const wrong = [...clients.wanted].filter(([id, score]) => stored.scoreOf.get(id) !== score)

  const longest = (name: string) => `${Math.max(...(recoveries[name] ?? []))} ms`
  console.log(`Kills: server ${rounds}, database ${rounds}; clients: ${clients.count}`)
  console.log(
    `Scores sent ${clients.sent.size}, acknowledged ${clients.acknowledged.size}, stored ${stored.rows}`,
  )
  console.log(`Sent again ${clients.repeats} times, of which ${clients.answers.of('200')} were saved already`)
  console.log(`Answers: ${clients.answers}`)
  console.log(`All write again, at the latest: server ${longest('server')}, database ${longest('database')}`)

  if (lost.length > 0) misses.push(`${lost.length} acknowledged scores are lost`)
  if (unasked.length > 0) misses.push(`${unasked.length} scores were never acknowledged`)
  if (wrong.length > 0) misses.push(`${wrong.length} scores are stored with another value`)
  if (stored.rows !== clients.sent.size) misses.push(`${stored.rows} rows for ${clients.sent.size} scores`)
  if (twice.length > 0) misses.push(`${twice.length} scores were counted more than once in the audit trail`)
  if (unaudited.length > 0) misses.push(`${unaudited.length} scores are missing in the audit trail`)
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
    const scores = await db.query<{ id: string; score: number }>(
      `SELECT id, score FROM "PainScore" WHERE "recordedAt" > (SELECT max("recordedAt") FROM "PainScore" WHERE NOT id = ANY($1::uuid[]))`,
      [ids],
    )
    const audits = await db.query<{ id: string; n: number }>(
      `SELECT "subjectId" AS id, count(*)::int AS n FROM "AuditEvent" WHERE type = 'pain_score.recorded' GROUP BY 1`,
    )
    return {
      rows: scores.rows.length,
      scores: new Set(scores.rows.map((row) => row.id)),
      scoreOf: new Map(scores.rows.map((row) => [row.id, row.score])),
      audits: new Map(audits.rows.map((row) => [row.id, row.n])),
    }
  } finally {
    await db.end()
  }
}
