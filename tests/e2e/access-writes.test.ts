import { describe, expect, it } from 'vitest'
import { endpoints } from '#tests/support/manifest.ts'
import type { Touched } from '#tests/support/snapshot.ts'
import { type ActorName, actorNames, worldServer } from '#tests/support/world-server.ts'
import { everyWrite, type Sending, send, type Write } from './access/send-write.ts'
import { writeHandlers, writes } from './access/writes/index.ts'

/**
 * Every server action and every handler that writes, as every kind of actor and from foreign pages: who may not is refused
 * and the whole database stays as it was; who may changes something, and only within her own clinic.
 */
const w = await worldServer()
let pairs = 0

const foreign: readonly (string | null)[] = ['https://elsewhere.example', 'null', null]

async function ready(write: Write): Promise<void> {
  await w.snapshot.restore()
  await write.row.before?.(w)
}

/** Sends what has to be refused, all at once; when something changed, one after the other to say which it was. */
async function refusals(write: Write, sendings: Sending[]): Promise<string[]> {
  pairs += sendings.length
  await ready(write)
  const changes = await w.snapshot.mark()
  const problems = (await Promise.all(sendings.map((sending) => refusal(write, sending)))).flat()
  if ((await changes()).length === 0) return problems
  for (const sending of sendings) {
    await ready(write)
    const changed = await w.snapshot.mark()
    await send(w, write, sending)
    for (const table of await changed()) problems.push(`${words(sending)} changes ${table}`)
  }
  return problems
}

const words = ({ actor, origin }: Sending) => (origin === undefined ? actor : `${actor} from ${origin}`)

async function refusal(write: Write, sending: Sending): Promise<string[]> {
  const answer = await send(w, write, sending)
  if (answer.status >= 500 || answer.fault) return [`${words(sending)} gets ${answer.got}`]
  return answer.done && !write.row.mute ? [`${words(sending)} is not refused: ${answer.got}`] : []
}

async function success(write: Write, actor: ActorName): Promise<string[]> {
  pairs += 1
  const { shows, wide, may, mute } = write.row
  await ready(write)
  const before = await w.snapshot.touched()
  const changes = await w.snapshot.mark(shows === undefined || shows === 'nothing' ? [] : [shows])
  const answer = await send(w, write, { actor })
  const changed = await changes()
  const done = answer.done || mute === true
  const problems = done ? [] : [`${actor} should be able to: ${answer.got}`]
  if (done && (changed.length === 0) !== (shows === 'nothing'))
    problems.push(`${actor} changes ${changed.join(', ') || 'nothing'}`)
  const { one, two } = w.world
  const clinic = may !== actorNames && actor.endsWith('Two') ? two : one
  const people = [null, one.a.patientId, one.waiting.patientId, w.form.patientId]
  const strange = ({ clinicId, patientId }: Touched) =>
    clinicId !== clinic.clinicId || !(wide || people.includes(patientId))
  for (const row of (await w.snapshot.touched()).filter((t) => !before.some((b) => same(b, t))))
    if (strange(row)) problems.push(`${actor} changes ${row.table} of somebody else`)
  return problems
}

const same = (a: Touched, b: Touched) =>
  a.table === b.table && a.clinicId === b.clinicId && a.patientId === b.patientId

describe('the access matrix of writes', () => {
  it('has a row for every action and writing handler of the build, and no other', () => {
    const { actions, handlers } = endpoints()
    expect(Object.keys(writes).sort()).toEqual(actions.map(({ name }) => name).sort())
    expect(handlers).toEqual(expect.arrayContaining(Object.keys(writeHandlers)))
    expect(everyWrite().map(({ name }) => name)).toHaveLength(
      actions.length + Object.keys(writeHandlers).length,
    )
  })

  describe.each(everyWrite())('$name', (write) => {
    const { may } = write.row

    it('is refused to everybody else, and from foreign pages', async () => {
      const strangers = actorNames.filter((name) => !may.includes(name)).map((actor) => ({ actor }))
      const elsewhere = foreign.map((origin) => ({ actor: may[0] ?? 'anonymous', origin }))
      expect(await refusals(write, [...strangers, ...elsewhere])).toEqual([])
    })

    it('works for who may', async () => {
      const problems: string[] = []
      for (const actor of may) problems.push(...(await success(write, actor)))
      expect(problems).toEqual([])
    })
  })

  it('says how much it tried', async () => {
    await w.snapshot.restore()
    console.info(`access matrix of writes: ${pairs} requests, ${everyWrite().length} addresses`)
    expect(pairs).toBeGreaterThan(600)
  })
})
