import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { newId } from '#lib/ids.ts'
import { ensureAppLogin } from '#scripts/migrations/app-login.ts'
import { applyMigrations } from '#scripts/migrations/engine.ts'
import { startCluster, throwawayDir } from '#scripts/postgres/cluster.ts'
import { runSql } from '#scripts/postgres/sql.ts'
import { startServer } from '#tests/support/server.ts'
import { sessionCookie } from '#tests/support/session-cookie.ts'
import { clicked, clickOn } from './click.ts'
import { type BenchIds, countScores, fillMillion, fillSmall, tokens } from './data.ts'
import { alternate, fire, fireCount, median, type Round, type Target } from './load.ts'
import { residentMb, scriptKb, statementsOf } from './look.ts'
import { measureNight } from './nightly.ts'
import { type Figure, line, report } from './report.ts'
import { token as reviewer, reviewFigures } from './review.ts'

// npm run bench: the figures of the built server on a durable database of its own, beside a bare yardstick.

const seconds = Number(process.env.BENCH_SECONDS ?? 3)
const memoryRequests = 20_000
const nightCases = Number(process.env.BENCH_NIGHT_CASES ?? 10_000)
const figures: Figure[] = []
const tell = (text: string) => process.stdout.write(`${text}\n`)
/** Printed as soon as it is known: a run that is cut short has told what it measured. */
const add = (figure: Figure) => {
  figures.push(figure)
  tell(`  ${line(figure)}`)
}
const closing: (() => Promise<unknown> | unknown)[] = []

const of = (rounds: readonly Round[], part: 'perSecond' | 'p50' | 'p95') =>
  median(rounds.map((round) => round[part]))

async function startYardstick(ownerUrl: string, ids: BenchIds): Promise<string> {
  const file = fileURLToPath(new URL('./yardstick.ts', import.meta.url))
  const { clinicId, readCase, writePatient, writeCase, writeAccount } = ids
  const child = fork(file, [ownerUrl, clinicId, readCase, writePatient, writeCase, writeAccount])
  closing.push(() => child.kill())
  const port = await new Promise<number>((done, fail) => {
    child.once('message', (message) => done(Number(message)))
    child.once('exit', () => fail(new Error('The yardstick did not start')))
  })
  return `http://127.0.0.1:${port}`
}

/** Without a `bar` it is only told. */
function besides(name: string, rounds: { one: Round[]; other: Round[] }, bar?: number): void {
  const [app, bare] = [of(rounds.one, 'perSecond'), of(rounds.other, 'perSecond')]
  const note = `${app.toFixed(0)} against ${bare.toFixed(0)} a second, p95 ${of(rounds.one, 'p95').toFixed(0)} ms`
  add({ name, value: app / bare, unit: 'of yardstick', ...(bar ? { bar: { atLeast: bar } } : {}), note })
}

async function measure(): Promise<void> {
  const dataDir = throwawayDir('bench')
  tell('Database')
  const cluster = await startCluster({ dataDir, password: 'bench', durable: true, throwaway: true })
  closing.push(() => cluster.stop())
  const [small, million] = [cluster.ownerUrl('bench'), cluster.ownerUrl('bench_million')]
  const sql = (text: string) => runSql(cluster.ownerUrl('postgres'), text)
  await sql('CREATE DATABASE bench TEMPLATE template0')
  await applyMigrations(small)
  const smallApp = await ensureAppLogin(small, 'bench')
  const ids = await fillSmall(small)
  await sql('CREATE DATABASE bench_million TEMPLATE bench')
  await fillMillion(million)
  tell(`  ${await countScores(small)} and ${await countScores(million)} scores. Server`)

  const secret = randomBytes(33).toString('base64')
  // Rounds of alerts have a figure of their own below; here they would stand beside what is measured.
  const env = { AUTH_SECRET: secret, SMTP_URL: '', STEPWISE_JOBS_DATABASE_URL: '' }
  const server = await startServer(smallApp, env)
  closing.push(() => server.stop())
  const large = await startServer(smallApp.replace(/\/bench$/, '/bench_million'), env)
  closing.push(() => large.stop())
  const yardstick = await startYardstick(small, ids)
  const physio = await sessionCookie(tokens.physio, secret)
  const patient = await sessionCookie(tokens.patient, secret)

  const page = (url: string, path: string): Target => ({
    url,
    expect: 200,
    shot: () => ({ path, headers: { cookie: physio } }),
  })
  const headers = {
    cookie: patient,
    origin: server.url,
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
  }
  const pain: Target = {
    url: server.url,
    expect: 201,
    shot: () => ({
      path: '/api/log/pain',
      headers,
      body: `id=${newId()}&caseId=${ids.writeCase}&context=now&score=3`,
    }),
  }
  const progress = page(server.url, `/cases/${ids.readCase}/progress?range=all`)
  let sent = 0
  const count = (rounds: readonly Round[]) => {
    for (const round of rounds) sent += round.sent
  }

  tell('JavaScript and statements')
  for (const [path, cookie, bar] of [
    ['/today', patient, 170],
    ['/caseload', physio, 200],
  ] as const) {
    const value = await scriptKb(server.url, path, cookie)
    const note = value === null ? { note: 'the page did not answer 200' } : {}
    add({ name: `JavaScript of ${path}`, value, unit: 'kB gzip', bar: { atMost: bar }, ...note })
  }
  await fireCount(progress, 50)
  const statements = await statementsOf(small, join(dataDir, 'server.log'), async () => {
    await fireCount(progress, 1, 1)
  })
  add({ name: 'Statements of a progress page', value: statements, unit: '', bar: { atMost: 6 } })

  tell('Progress page')
  const bareRead: Target = { url: yardstick, expect: 200, shot: () => ({ path: '/' }) }
  const read = await alternate(progress, bareRead, seconds)
  count(read.one)
  besides('Progress page, 730 scores', read, 0.12)
  const record = `/cases/${ids.readCase}`
  const opening = await clickOn(server.url, physio, record, `${record}/progress`)
  const shown = clicked(server.url, physio, opening, `${record}/progress?range=all`)
  const open = await alternate(shown, bareRead, seconds)
  count(open.one)
  besides('The same, opened by a click', open)

  tell('Review')
  const cookie = await sessionCookie(reviewer, secret)
  const review = { ownerUrl: small, appUrl: smallApp, serverUrl: server.url, cookie, bare: bareRead, seconds }
  for (const figure of await reviewFigures(review)) add(figure)

  tell('Caseload')
  const lists = await alternate(page(server.url, '/caseload'), page(large.url, '/caseload'), seconds)
  count(lists.one)
  const p95 = of(lists.one, 'p95')
  add({ name: 'Caseload of 200, p95', value: p95, unit: 'ms', bar: { atMost: 150 } })
  const times = [of(lists.other, 'p50'), of(lists.one, 'p50')] as const
  const note = `${times[0].toFixed(1)} against ${times[1].toFixed(1)} ms, medians`
  const ratio = { value: times[0] / times[1], unit: 'times', bar: { atMost: 1.2 }, note }
  add({ name: 'Caseload, 1 million against 20 thousand', ...ratio })
  const alone = await fire(page(server.url, '/caseload'), seconds, 1)
  add({ name: 'Caseload, one reader, p95', value: alone.p95, unit: 'ms' })
  const turning = await clickOn(server.url, physio, '/alerts', '/caseload')
  const turned = await fire(clicked(server.url, physio, turning, '/caseload'), seconds)
  add({ name: 'Caseload, opened by a click, p95', value: turned.p95, unit: 'ms' })

  tell('Pain score')
  const bareWrite: Target = { url: yardstick, expect: 200, shot: () => ({ path: '/', body: '' }) }
  const write = await alternate(pain, bareWrite, seconds)
  count([...write.one, alone, turned])
  besides('Recording a pain score', write, 0.05)

  tell('Memory')
  await fireCount(progress, Math.max(0, memoryRequests - sent))
  const memory = { value: residentMb(server.child.pid ?? 0), unit: 'MB', bar: { atMost: 450 } }
  add({ name: `Memory after ${memoryRequests} requests`, ...memory })
}

/** With nothing beside it: the servers of the pages are stopped. */
async function measureTheNight(): Promise<void> {
  tell('Night')
  const dataDir = throwawayDir('bench-night')
  const cluster = await startCluster({ dataDir, password: 'bench', durable: true, throwaway: true })
  closing.push(() => cluster.stop())
  await runSql(cluster.ownerUrl('postgres'), 'CREATE DATABASE night TEMPLATE template0')
  const owner = cluster.ownerUrl('night')
  await applyMigrations(owner)
  const night = await measureNight(owner, await ensureAppLogin(owner, 'bench'), nightCases)
  const note = `${night.opened} alerts opened, ${((night.cpuSeconds * 1000) / night.cases).toFixed(1)} ms of the processor a case`
  add({
    name: `Alerts of ${night.cases} open cases`,
    value: night.seconds,
    unit: 's',
    bar: { atMost: 60 },
    note,
  })
  add({ name: 'Memory of that, at most', value: night.mb, unit: 'MB', bar: { atMost: 200 } })
}

async function closeAll(): Promise<void> {
  for (const close of closing.splice(0).reverse()) await close()
}

try {
  if (process.env.BENCH_ONLY !== 'night') await measure()
  await closeAll()
  await measureTheNight()
  if (!report(figures, 'bench-results.json')) process.exitCode = 1
} finally {
  await closeAll()
}
