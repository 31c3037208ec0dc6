import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import type { Touched } from '#tests/support/snapshot.ts'
import { type ActorName, actorNames, worldServer } from '#tests/support/world-server.ts'
import { handlers } from './access/handlers.ts'
import { type PageRow, pages } from './access/pages.ts'
import { everyWrite, judgedTold, type Write } from './access/send-write.ts'
import { ask, type Told } from './hostile/ask.ts'
import { type Payload, readPayload, writePayload } from './hostile/payloads.ts'

/**
 * What nobody's form holds, at every address: never a fault of the server, and nothing changes that the actor may not
 * change. STEPWISE_HOSTILE_RUNS says how many payloads an address gets (`npm run trial:hostile`: 300), STEPWISE_HOSTILE_SEED
 * makes others.
 */
const runs = Number(process.env.STEPWISE_HOSTILE_RUNS ?? 4)
const seed = Number(process.env.STEPWISE_HOSTILE_SEED ?? 20_261_125)
const w = await worldServer()
const count = { requests: 0, honest: 0, silent: 0 }
const statuses = new Map<number, number>()

const sample = (of: fc.Arbitrary<Payload>, name: string): Payload[] =>
  fc.sample(of, { numRuns: runs, seed: seed + [...name].reduce((sum, sign) => sum + sign.charCodeAt(0), 0) })

type Sent = { payload: Payload; told: Told }

/** Eight at a time. */
async function sendAll(payloads: readonly Payload[]): Promise<Sent[]> {
  const sent: Sent[] = []
  const left = [...payloads]
  const one = async () => {
    for (let payload = left.shift(); payload; payload = left.shift()) {
      const told = await ask(w.server.url, payload.ask(w))
      sent.push({ payload, told })
      count.requests += 1
      if (told.status === 0) count.silent += 1
      statuses.set(told.status, (statuses.get(told.status) ?? 0) + 1)
    }
  }
  await Promise.all(Array.from({ length: 8 }, one))
  return sent
}

/** A fault: a status, an error in the middle of a page, or a code behind a friendly sentence. */
function faultsIn(sent: readonly Sent[]): string[] {
  return sent.flatMap(({ payload, told }) => {
    const digest = /"digest":"(?!NEXT_)[^"]*"|data-dgst="(?!NEXT_)[^"]*"/.exec(told.body)?.[0]
    const hidden = /Something went wrong on our side/.exec(told.body)?.[0]
    if (told.status < 500 && !digest && !hidden) return []
    return [`${told.status} ${digest ?? hidden ?? ''} for ${payload.words}`]
  })
}

let read = 0
/** What the server itself called a fault since the last look. */
function complaints(): string[] {
  const said = w.server.output()
  const lines = said.slice(read).split('\n')
  read = said.length
  return lines.filter(
    (line) =>
      line.includes('"msg":"fault"') ||
      // Who hangs up in the middle of a body is no fault of the server.
      (/^\s*⨯|uncaught|unhandled/i.test(line) && !line.includes('Error ECONNRESET')),
  )
}

const patientOf = (actor: ActorName): string | null | undefined => {
  const { one, two } = w.world
  const own: Partial<Record<ActorName, string>> = {
    patientA: one.a.patientId,
    physioA: one.a.patientId,
    patientB: one.b.patientId,
    physioB: one.b.patientId,
    linkHolder: w.form.patientId,
    patientTwo: two.a.patientId,
    physioTwo: two.a.patientId,
  }
  return own[actor]
}

/** Rows that nobody of these actors may have changed, as far as a form that happens to be in order goes. */
function strange(write: Write, actors: readonly ActorName[], touched: readonly Touched[]): Touched[] {
  const { one, two } = w.world
  const open = write.row.may === actorNames
  const ofRecord = write.row.may.every((name) => ['physioA', 'patientA', 'linkHolder'].includes(name))
  return touched.filter(({ clinicId, patientId }) => {
    const reaches = (actor: ActorName) => {
      const clinic = !open && actor.endsWith('Two') ? two : one
      if (clinicId !== clinic.clinicId) return false
      if (open || patientId === null || patientId === patientOf(actor)) return true
      if (/^(patient|link)/.test(actor)) return false
      return !ofRecord || patientId === one.waiting.patientId || patientId === w.form.patientId
    }
    return !actors.some(reaches)
  })
}

/** The database where the form counts; `changes` says what differs from then on, `touched` of whom. */
async function ready(write: Write) {
  await w.snapshot.restore()
  await write.row.before?.(w)
  const before = new Set((await w.snapshot.touched()).map((row) => JSON.stringify(row)))
  const changes = await w.snapshot.mark()
  const touched = async () => (await w.snapshot.touched()).filter((row) => !before.has(JSON.stringify(row)))
  return { changes, touched }
}

/** Whether it may have done what it asks for. Without scripts the page comes back the same way either way. */
const mayBeDone =
  (write: Write) =>
  ({ payload, told }: Sent): boolean =>
    judgedTold(told) ||
    ((payload.shows === false || write.row.partial === true) && (told.status === 200 || told.status === 404))

/** Sends again, one by one: what is refused even alone, where nobody else was quicker, must not change anything. */
async function culprits(write: Write, payloads: readonly Payload[]): Promise<string[]> {
  const found: string[] = []
  for (const payload of payloads) {
    const { changes, touched } = await ready(write)
    const done = (await sendAll([payload])).some(mayBeDone(write))
    const tables = done
      ? strange(write, [payload.actor], await touched()).map(({ table }) => table)
      : await changes()
    if (tables.length > 0)
      found.push(
        `${done ? 'done to somebody else' : 'refused'}, but ${tables.join(', ')} changed: ${payload.words}`,
      )
  }
  return found
}

async function writeBatch(write: Write, payloads: readonly Payload[]): Promise<string[]> {
  const { changes, touched } = await ready(write)
  const sent = await sendAll(payloads)
  const problems = faultsIn(sent)
  const done = sent.filter(mayBeDone(write))
  count.honest += done.length
  if ((await changes()).length === 0) return problems
  const refused = sent.filter((one) => !done.includes(one)).map(({ payload }) => payload)
  if (done.length === 0) return [...problems, ...(await culprits(write, refused))]
  const actors = [...new Set(done.map(({ payload }) => payload.actor))]
  for (const row of strange(write, actors, await touched()))
    problems.push(
      `${row.table} of somebody else changed, by one of: ${done.map(({ payload }) => payload.words).join(' | ')}`,
    )
  const again = await ready(write)
  await sendAll(refused)
  return (await again.changes()).length === 0 ? problems : [...problems, ...(await culprits(write, refused))]
}

const rows: Record<string, PageRow> = { ...pages, ...handlers }

// A long trial says where it is, so that one that was cut off still tells what it found.
if (runs > 50)
  afterEach(({ task }) => {
    const seconds = Math.round((Date.now() - (task.result?.startTime ?? Date.now())) / 1000)
    console.info(`${task.result?.state === 'fail' ? 'FAILED ' : ''}${task.name} (${seconds} s)`)
  })

describe('hostile forms', () => {
  it.each(everyWrite())(
    '$name',
    async (write) => {
      const payloads = sample(writePayload(write), write.name)
      const problems: string[] = []
      for (let from = 0; from < payloads.length; from += 50)
        problems.push(...(await writeBatch(write, payloads.slice(from, from + 50))))
      expect([...problems, ...complaints()]).toEqual([])
    },
    600_000,
  )
})

describe('hostile addresses', () => {
  it.each(Object.keys(rows))(
    '%s',
    async (address) => {
      const row = rows[address]
      if (!row) throw new Error(`no row for ${address}`)
      await w.snapshot.restore()
      const sent = await sendAll(sample(readPayload(address, row), address))
      expect([...faultsIn(sent), ...complaints()]).toEqual([])
      expect(await w.snapshot.changed()).toEqual([])
    },
    600_000,
  )
})

it('says how much it tried', () => {
  const by = [...statuses].sort(([a], [b]) => a - b).map(([status, times]) => `${status}: ${times}`)
  console.info(
    `hostile payloads: ${count.requests} requests, seed ${seed}, ${runs} an address, ${count.honest} in order by chance, ` +
      `${count.silent} without an answer; ${by.join(', ')}`,
  )
  expect(count.requests).toBeGreaterThanOrEqual(runs * (everyWrite().length + Object.keys(rows).length))
})
