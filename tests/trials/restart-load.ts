import { setTimeout as pause } from 'node:timers/promises'
import { judge, openStage, Tally } from './stage.ts'

// npm run trial:restart   takes the database away under a load of page reads, and brings it back: nobody sees a blank
// page or an error without words and code, and the pages come back by themselves.

const rounds = Number(process.env.TRIAL_ROUNDS ?? 5)
const readers = 8
const awayMs = 2500
const recoveryMs = 15_000

const stage = await openStage('trial-restart')
try {
  const { one } = stage.world
  const physio = await stage.cookie('session-ONE-physioA')
  const patient = await stage.cookie('session-ONE-patientA')
  const pages = [
    { path: '/caseload', cookie: physio },
    { path: `/cases/${one.a.caseId}`, cookie: physio },
    { path: `/cases/${one.a.caseId}/progress`, cookie: physio },
    { path: '/patients', cookie: physio },
    { path: '/my/progress', cookie: patient },
    { path: '/my/program', cookie: patient },
    { path: '/sign-in', cookie: '' },
  ]
  const answers = new Tally()
  const bad = new Tally()
  const slowest = { away: 0, up: 0 }
  let isAway = false
  let isOver = false

  const read = async ({ path, cookie }: { path: string; cookie: string }): Promise<boolean> => {
    const from = Date.now()
    const kind = path.replace(one.a.caseId, 'ID')
    try {
      const response = await fetch(`${stage.url}${path}`, {
        headers: { cookie, accept: 'text/html' },
        redirect: 'manual',
        signal: AbortSignal.timeout(30_000),
      })
      const html = await response.text()
      const problem = problemOf(response.status, html)
      answers.add(`${response.status}${problem ? ' bad' : ''}`)
      if (problem) bad.add(`${kind} ${problem}`)
      return response.status === 200 && !problem && !isErrorPage(html)
    } catch (error) {
      const reason = error instanceof Error ? error.name : 'failed'
      answers.add(reason)
      bad.add(`${kind} no answer (${reason})`)
      return false
    } finally {
      const took = Date.now() - from
      if (isAway) slowest.away = Math.max(slowest.away, took)
      else slowest.up = Math.max(slowest.up, took)
    }
  }
  const allWork = async () => (await Promise.all(pages.map(read))).every(Boolean)

  if (!(await allWork())) throw new Error(`The pages do not work before the trial: ${answers}; ${bad}`)
  const load = Array.from({ length: readers }, async (_, reader) => {
    for (let n = reader; !isOver; n += 1) {
      const page = pages[n % pages.length]
      if (page) await read(page)
    }
  })

  const recoveries: number[] = []
  const misses: string[] = []
  for (let round = 1; round <= rounds; round += 1) {
    await pause(1000)
    isAway = true
    await stage.cluster.kill()
    await pause(awayMs)
    await stage.cluster.restart()
    isAway = false
    const from = Date.now()
    let isBack = false
    while (!isBack && Date.now() - from < recoveryMs) isBack = await allWork()
    recoveries.push(Date.now() - from)
    if (!isBack) misses.push(`round ${round}: not every page came back within ${recoveryMs} ms`)
  }
  isOver = true
  await Promise.all(load)

  console.log(
    `Database taken away ${rounds} times for ${awayMs} ms; readers: ${readers}, pages: ${pages.length}`,
  )
  console.log(`Answers: ${answers}`)
  console.log(`Every page works again after, at the latest, ${Math.max(...recoveries)} ms`)
  console.log(`Slowest answer: database away ${slowest.away} ms, otherwise ${slowest.up} ms`)
  for (const [problem, n] of bad.counts) misses.push(`${problem}, ${n} times`)
  judge(misses, stage.output())
} finally {
  await stage.close()
}

function isErrorPage(html: string): boolean {
  return html.includes('The page could not be loaded')
}

/** A page needs its words in the document itself; one of an error also a code to quote. A redirect needs neither. */
function problemOf(status: number, html: string): string | undefined {
  if (status >= 300 && status < 400) return 'sent somewhere else'
  if (status >= 400 && status < 500) return `${status}, as if it did not exist`
  const words = html
    .replace(/<(script|style|head)\b[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  if (words.length < 30) return `${status} blank`
  if (status >= 500 && !/\b[A-Z0-9]{6,}\b|\b\d{6,}\b/.test(words)) return `${status} without a code`
  return undefined
}
