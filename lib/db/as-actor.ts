import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { AppError, NotFound, OutcomeUnknown } from '#lib/errors.ts'
import { noteAway, requestCode } from '#lib/http/request.ts'
import { log } from '#lib/log.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { jobsPrisma, prisma } from './client.ts'

export type Tx = Prisma.TransactionClient

const RETRIES = 5

type Context = {
  clinicId: string
  accountId: string
  patientId: string
  intakeId: string
  roles: string
  /** The server's own work reads and writes what its role may, and nobody who asks has that role. */
  role?: 'stepwise_jobs'
}

function contextOf(actor: Actor): Context {
  const none = { accountId: '', patientId: '', intakeId: '', roles: '' }
  switch (actor.kind) {
    case 'account':
      return {
        ...none,
        clinicId: actor.clinicId,
        accountId: actor.accountId,
        patientId: actor.patientId ?? '',
        roles: actor.roles.join(','),
      }
    case 'link':
      return { ...none, clinicId: actor.clinicId, intakeId: actor.intakeId }
    case 'system':
      return { ...none, clinicId: actor.clinicId, role: 'stepwise_jobs' }
  }
}

/**
 * Runs `work` in one transaction in which PostgreSQL knows who is asking. Serialization failures and deadlocks are
 * retried, at most five times, so `work` must do nothing but SQL. Throws OutcomeUnknown when the connection is lost.
 */
export function asActor<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inContext(contextOf(actor), work)
}

type Read = {
  work: (tx: Tx) => Promise<unknown>
  resolve: (value: never) => void
  reject: (error: unknown) => void
}

const waiting = new WeakMap<Actor, Read[]>()

/**
 * `asActor` for the reads of a page: what the page and its layouts ask for in the same moment shares one transaction. An
 * actor is read once a request, so the object stands for the request. A read that refuses does not fail the others.
 */
export function readAs<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const read: Read = { work, resolve, reject }
    const batch = waiting.get(actor)
    if (batch) {
      batch.push(read)
      return
    }
    const opened = [read]
    waiting.set(actor, opened)
    setImmediate(() => {
      waiting.delete(actor)
      void readTogether(actor, opened)
    })
  })
}

async function readTogether(actor: Actor, reads: readonly Read[]): Promise<void> {
  const alone = (read: Read) =>
    asActor(actor, read.work).then((value) => read.resolve(value as never), read.reject)
  if (reads.length > 1) {
    try {
      const settle = await asActor(actor, async (tx) => {
        const done: (() => void)[] = []
        for (const { work, resolve, reject } of reads) {
          try {
            const value = await work(tx)
            done.push(() => resolve(value as never))
          } catch (error) {
            if (!(error instanceof AppError)) throw error
            done.push(() => reject(error))
          }
        }
        return done
      })
      for (const done of settle) done()
      return
    } catch (error) {
      if (error instanceof OutcomeUnknown) {
        for (const { reject } of reads) reject(error)
        return
      }
      // A fault of one read ended the transaction of all: each gets its own, and its own answer.
    }
  }
  await Promise.all(reads.map(alone))
}

/** Before anybody is known: row-level security shows nothing, only the look-up functions answer. */
export function asNobody<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return inContext({ clinicId: '', accountId: '', patientId: '', intakeId: '', roles: '' }, work)
}

/**
 * Goes on as an account, or as a clinic alone, in the transaction of the look-up function that has just proved it, so that
 * what the function did and its audit row stand or fall together.
 */
export const goOnAs = (tx: Tx, who: { clinicId: string; accountId?: string }) =>
  tx.$executeRaw`SELECT set_config('app.clinic_id', ${who.clinicId}, true), set_config('app.user_id', ${who.accountId ?? ''}, true)`

/**
 * One statement that calls a look-up function before anybody is known, without a transaction around it: it needs no
 * context, and it runs on every request.
 */
export async function lookUp<T>(statement: Prisma.Sql): Promise<T[]> {
  try {
    return await prisma().$queryRaw<T[]>(statement)
  } catch (error) {
    if (isConnectionLoss(error, sqlState(error))) throw lost(error)
    throw error
  }
}

/**
 * Just after a look-up function has proved who somebody is: a clinic and an account, but no session yet (signing in,
 * redeeming a link).
 */
export function asAccount<T>(clinicId: string, accountId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inContext({ clinicId, accountId, patientId: '', intakeId: '', roles: '' }, work)
}

/** The server's own work before any clinic is known: one statement that calls a function for jobs. */
export function asJobs<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return inContext(
    { clinicId: '', accountId: '', patientId: '', intakeId: '', roles: '', role: 'stepwise_jobs' },
    work,
  )
}

// Prisma's adapter writes and reads times without their zone, as if the session's were UTC. So it is, whatever the server's.
async function inContext<T>(c: Context, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await (c.role ? jobsPrisma() : prisma()).$transaction(async (tx) => {
        await tx.$executeRaw`SELECT set_config('role', ${c.role ?? 'stepwise_app'}, true), set_config('TimeZone', 'UTC', true), set_config('app.clinic_id', ${c.clinicId}, true),
          set_config('app.user_id', ${c.accountId}, true), set_config('app.patient_id', ${c.patientId}, true),
          set_config('app.intake_id', ${c.intakeId}, true), set_config('app.roles', ${c.roles}, true),
          set_config('app.duty', '', true)`
        return await work(tx)
      })
    } catch (error) {
      const code = sqlState(error)
      if ((code === '40001' || code === '40P01') && attempt <= RETRIES) {
        await new Promise((resolve) => setTimeout(resolve, 5 * 2 ** attempt * Math.random()))
        continue
      }
      // Row-level security refused, or an id points at nothing in this clinic and case: for the asker it does not exist. That
      // would hide a fault of ours, so that it can be found in the log.
      if (code === '42501' || code === '23503') {
        const what = code === '42501' ? 'refused by the database' : 'an id points at nothing'
        log.warn({ ...pointed(error), clinicId: c.clinicId, accountId: c.accountId }, what)
        throw new NotFound('record')
      }
      if (isConnectionLoss(error, code)) throw lost(error)
      throw error
    }
  }
}

/**
 * Takes on the safety duty for `work` inside the transaction: flags and alerts of the record at hand can be read and
 * raised, factors evaluated and advice worked out, also when a patient or a link holder is asking. Only lib/flags,
 * lib/alerts, lib/factors and lib/programs/progression call it; what they return to a patient is a message, never a finding.
 */
export async function onSafetyDuty<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  const setDuty = (duty: string) => tx.$executeRaw`SELECT set_config('app.duty', ${duty}, true)`
  await setDuty('safety')
  let result: T
  try {
    result = await work()
  } catch (error) {
    // The transaction may go on after a refusal (`readAs`). Where PostgreSQL ended it, nothing follows that could use the duty.
    await setDuty('').catch(() => undefined)
    throw error
  }
  await setDuty('')
  return result
}

/** The PostgreSQL error code behind a Prisma error, or undefined. */
export function sqlState(error: unknown): string | undefined {
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    if (error.code === 'P2034') return '40001'
    if (error.code === 'P2002') return '23505'
    if (error.code === 'P2003') return '23503'
    const meta = error.meta as
      | { code?: string; driverAdapterError?: { cause?: { originalCode?: string; code?: string } } }
      | undefined
    return (
      meta?.driverAdapterError?.cause?.originalCode ?? meta?.driverAdapterError?.cause?.code ?? meta?.code
    )
  }
  const cause = (error as { cause?: { originalCode?: string; code?: string } } | null)?.cause
  return cause?.originalCode ?? cause?.code
}

/** What kind of fault it is, for a log: a code or the name of its class. Its text may hold what is in a record. */
export function faultOf(error: unknown): string {
  const code = sqlState(error) ?? (error as { code?: unknown } | null)?.code
  return typeof code === 'string' ? code : error instanceof Error ? error.name : 'unknown'
}

const lostCodes = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028'])
const lostStates = /^(08|57P0)/
const lostKinds = new Set(['ConnectionClosed', 'DatabaseNotReachable', 'SocketTimeout'])

/** What Prisma's adapter calls an error that PostgreSQL itself could not give a code. */
function driverKind(error: unknown): string | undefined {
  const e = error as {
    cause?: { kind?: string }
    meta?: { driverAdapterError?: { cause?: { kind?: string } } }
  } | null
  return e?.meta?.driverAdapterError?.cause?.kind ?? e?.cause?.kind
}

/** Said once a request; its further statements are lost for the same reason. */
function lost(error: unknown): OutcomeUnknown {
  const code = requestCode()
  if (noteAway()) log.error({ code, reason: sqlState(error) ?? driverKind(error) }, 'database away')
  return new OutcomeUnknown(code)
}

/** Which constraint was violated, by name; what the row held is left out. */
function pointed(error: unknown): { model?: unknown; constraint?: unknown } {
  const meta = (error as Prisma.PrismaClientKnownRequestError).meta as
    | { modelName?: string; driverAdapterError?: { cause?: { constraint?: unknown } } }
    | undefined
  return { model: meta?.modelName, constraint: meta?.driverAdapterError?.cause?.constraint }
}

function isConnectionLoss(error: unknown, state: string | undefined): boolean {
  if (state && lostStates.test(state)) return true
  if (error instanceof Prisma.PrismaClientKnownRequestError && lostCodes.has(error.code)) return true
  if (lostKinds.has(driverKind(error) ?? '')) return true
  const message = error instanceof Error ? error.message : ''
  return /ECONNREFUSED|ECONNRESET|not queryable|Connection terminated|server closed the connection|Can't reach database/.test(
    message,
  )
}
