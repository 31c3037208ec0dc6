import { setTimeout as pause } from 'node:timers/promises'
import { newId } from '#lib/ids.ts'
import { callAction } from '#tests/support/actions.ts'
import { endpoints } from '#tests/support/manifest.ts'
import { type Stage, Tally } from './stage.ts'

/** A score as a page with scripts posts it and as one without does, and a run, whose action advises and alerts in one transaction. */
const ways = ['json', 'form', 'run'] as const
type Way = (typeof ways)[number]
type Client = { cookie: string; caseId: string; way: Way }

/** `failed` is a connection that broke; 503 says that nobody knows. Both mean: send it again. */
const saved = new Set(['201', '200', '303 saved', 'run saved'])
const expected = new Set([...saved, '303 unknown', 'run unknown', '503', 'failed'])

/**
 * Patients of two clinics who write one entry after the other, in each of the ways. Each entry is sent, with the same id, until
 * the server says that it is saved.
 */
export async function entryClients(stage: Stage) {
  const runAction = endpoints().actions.find(({ name }) => name.endsWith('#recordRunAction'))?.id
  if (!runAction) throw new Error('The build has no action that records a run.')
  const { one, two } = stage.world
  const patients = [
    { token: 'session-ONE-patientA', caseId: one.a.caseId },
    { token: 'session-ONE-patientB', caseId: one.b.caseId },
    { token: 'session-TWO-patientA', caseId: two.a.caseId },
    { token: 'session-TWO-patientB', caseId: two.b.caseId },
  ]
  const sent = new Set<string>()
  const acknowledged = new Set<string>()
  /** What is written with each id: a score, or the minutes of a run. */
  const wanted = new Map<string, number>()
  const answers = new Tally()
  const written: number[] = []
  let repeats = 0
  let isOver = false

  async function sendRun(id: string, { cookie, caseId }: Client, minutes: number): Promise<string> {
    const run = {
      distance: '5',
      unit: 'km',
      minutes: `${minutes}`,
      finished: 'yes',
      type: 'easy',
      surface: 'road',
    }
    const fields = { id, caseId, ...run, pain_during: '1', log_safety: 'none' }
    try {
      const url = `${stage.url}/today/run`
      const { status, location, result } = await callAction({ url, id: runAction ?? '', fields, cookie })
      if (location?.includes('saved=run')) return 'run saved'
      return result?.status === 'error' && result.unknown ? 'run unknown' : `${status}`
    } catch {
      return 'failed'
    }
  }

  async function sendScore(id: string, { cookie, caseId, way }: Client, score: number): Promise<string> {
    const asJson = way === 'json'
    const body = new URLSearchParams({ id, caseId, context: 'now', score: String(score) })
    const headers = {
      cookie,
      origin: stage.url,
      accept: asJson ? 'application/json' : 'text/html',
    }
    try {
      const response = await fetch(`${stage.url}/api/log/pain`, {
        method: 'POST',
        headers,
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(30_000),
      })
      await response.arrayBuffer()
      if (response.status !== 303) return String(response.status)
      const target = response.headers.get('location') ?? ''
      if (target.includes('saved=pain')) return '303 saved'
      return target.includes('problem=unknown') ? '303 unknown' : `303 ${target}`
    } catch {
      return 'failed'
    }
  }

  async function write(at: number, client: Client): Promise<void> {
    const send = client.way === 'run' ? sendRun : sendScore
    for (let n = 0; !isOver; n += 1) {
      const id = newId()
      const value = (n * 7 + at) % 11
      sent.add(id)
      wanted.set(id, value)
      for (let tries = 0; !acknowledged.has(id); tries += 1) {
        if (tries > 0) repeats += 1
        if (tries > 2000) return
        const answer = await send(id, client, value)
        answers.add(answer)
        if (saved.has(answer)) acknowledged.add(id)
        else await pause(50)
      }
      written[at] = (written[at] ?? 0) + 1
    }
  }

  const running: Promise<void>[] = []
  for (const { token, caseId } of patients) {
    const cookie = await stage.cookie(token)
    for (const way of ways) {
      written.push(0)
      running.push(write(running.length, { cookie, caseId, way }))
    }
  }

  return {
    count: running.length,
    sent,
    acknowledged,
    wanted,
    answers,
    get repeats() {
      return repeats
    },
    unexpected: () => [...answers.counts.keys()].filter((answer) => !expected.has(answer)),
    /** Waits until each client has `n` more scores acknowledged. Throws after `patience` milliseconds. */
    everybodyWrote: async (n: number, patience: number): Promise<void> => {
      const goals = written.map((count) => count + n)
      const until = Date.now() + patience
      while (written.some((count, client) => count < (goals[client] ?? 0))) {
        if (Date.now() > until) throw new Error(`Not every client could write again. Answers: ${answers}`)
        await pause(20)
      }
    },
    finish: async (): Promise<void> => {
      isOver = true
      await Promise.all(running)
    },
  }
}
