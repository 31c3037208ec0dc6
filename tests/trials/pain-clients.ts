import { setTimeout as pause } from 'node:timers/promises'
import { newId } from '#lib/ids.ts'
import { type Stage, Tally } from './stage.ts'

const perPatient = 2
/** `failed` is a connection that broke; 503 says that nobody knows. Both mean: send it again. */
const expected = new Set(['201', '200', '303 saved', '303 unknown', '503', 'failed'])

/**
 * Patients of two clinics who write one score after the other, half of them as a page without scripts posts it. Each
 * score is sent, with the same id, until the server says that it is saved.
 */
export async function painClients(stage: Stage) {
  const { one, two } = stage.world
  const patients = [
    { token: 'session-ONE-patientA', caseId: one.a.caseId },
    { token: 'session-ONE-patientB', caseId: one.b.caseId },
    { token: 'session-TWO-patientA', caseId: two.a.caseId },
    { token: 'session-TWO-patientB', caseId: two.b.caseId },
  ]
  const sent = new Set<string>()
  const acknowledged = new Set<string>()
  const wanted = new Map<string, number>()
  const answers = new Tally()
  const written: number[] = []
  let repeats = 0
  let isOver = false

  async function once(id: string, cookie: string, caseId: string, score: number, asJson: boolean) {
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

  async function write(client: number, cookie: string, caseId: string): Promise<void> {
    for (let n = 0; !isOver; n += 1) {
      const id = newId()
      const score = (n * 7 + client) % 11
      sent.add(id)
      wanted.set(id, score)
      for (let tries = 0; !acknowledged.has(id); tries += 1) {
        if (tries > 0) repeats += 1
        if (tries > 2000) return
        const answer = await once(id, cookie, caseId, score, client % 2 === 0)
        answers.add(answer)
        if (answer === '201' || answer === '200' || answer === '303 saved') acknowledged.add(id)
        else await pause(50)
      }
      written[client] = (written[client] ?? 0) + 1
    }
  }

  const running: Promise<void>[] = []
  for (const { token, caseId } of patients) {
    const cookie = await stage.cookie(token)
    for (let n = 0; n < perPatient; n += 1) {
      written.push(0)
      running.push(write(running.length, cookie, caseId))
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
