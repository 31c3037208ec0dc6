import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import { hashToken } from '#lib/accounts/tokens.ts'
import { newId } from '#lib/ids.ts'
import { testDatabase } from './database.ts'
import { startServer, type TestServer } from './server.ts'
import { sessionCookie } from './session-cookie.ts'
import { type Snapshot, takeSnapshot } from './snapshot.ts'
import { createWorld, ownerClient, type World } from './world.ts'

export const actorNames = [
  'anonymous',
  'patientA',
  'patientB',
  'physioA',
  'physioB',
  'admin',
  'suspended',
  'patientTwo',
  'physioTwo',
  'adminTwo',
  'linkHolder',
] as const
export type ActorName = (typeof actorNames)[number]

/** A form that is being filled in: its link is open on the device of `linkHolder`. */
export type OpenForm = { patientId: string; intakeId: string; token: string; path: string }

export type WorldServer = {
  server: TestServer
  world: World
  form: OpenForm
  snapshot: Snapshot
  /** The header `cookie` of each actor; the anonymous one has none. */
  cookies: Record<ActorName, string | undefined>
}

const tokens: Partial<Record<ActorName, string>> = {
  patientA: 'session-ONE-patientA',
  patientB: 'session-ONE-patientB',
  physioA: 'session-ONE-physioA',
  physioB: 'session-ONE-physioB',
  admin: 'session-ONE-admin',
  suspended: 'session-ONE-suspended',
  patientTwo: 'session-TWO-patientA',
  physioTwo: 'session-TWO-physioA',
  adminTwo: 'session-TWO-admin',
}

/**
 * The built server on a database of the calling file's own that holds both clinics. Names and addresses of patients are
 * `PERSON-…` here and everything else about them `CANARY-…`: staff of the clinic may see the first, not the second.
 * `through` gives the server another way to the database.
 */
export async function worldServer(
  through: (appUrl: string) => Promise<string> = async (appUrl) => appUrl,
): Promise<WorldServer> {
  const { ownerUrl, appUrl } = await testDatabase()
  const ready = {} as WorldServer
  beforeAll(async () => {
    const secret = randomBytes(33).toString('base64')
    const world = await createWorld(ownerUrl)
    const form = await openForm(ownerUrl, world)
    const snapshot = await takeSnapshot(ownerUrl)
    // No jobs: what changes is what the test did.
    const quiet = { SMTP_URL: '', STEPWISE_JOBS_DATABASE_URL: '' }
    const server = await startServer(await through(appUrl), { AUTH_SECRET: secret, ...quiet })
    const cookies = {} as Record<ActorName, string | undefined>
    for (const name of actorNames) {
      const token = tokens[name]
      cookies[name] = token ? await sessionCookie(token, secret) : undefined
    }
    cookies.linkHolder = `stepwise-form=${visitToken}`
    Object.assign(ready, { server, world, form, snapshot, cookies })
  })
  afterAll(async () => {
    await ready.server?.stop()
    await ready.snapshot?.end()
  })
  return ready
}

const visitToken = 'visit-of-the-open-form'

async function openForm(ownerUrl: string, world: World): Promise<OpenForm> {
  const db = ownerClient(ownerUrl)
  const { clinicId, physioA } = world.one
  const [patientId, intakeId, token] = [newId(), newId(), 'link-of-the-open-form']
  const expiresAt = new Date(Date.now() + 86_400_000)
  try {
    await db.patient.create({
      data: {
        id: patientId,
        clinicId,
        number: 1004,
        fullName: 'CANARY-ONE-PATIENT-OPEN',
        dateOfBirth: new Date('1990-05-17T00:00:00Z'),
      },
    })
    await db.intake.create({
      data: { id: intakeId, clinicId, patientId, status: 'draft', createdById: physioA.accountId },
    })
    await db.intakeAnswers.create({
      data: {
        intakeId,
        clinicId,
        patientId,
        answers: { main_problem: 'CANARY-ONE-PATIENT-OPEN' },
        derived: {},
      },
    })
    const link = await db.intakeLink.create({
      data: { clinicId, patientId, intakeId, tokenHash: hashToken(token), expiresAt },
    })
    await db.intakeVisit.create({
      data: { clinicId, intakeId, linkId: link.id, tokenHash: hashToken(visitToken), expiresAt },
    })
    await db.$executeRaw`
      UPDATE "Patient" SET "fullName" = replace("fullName", 'CANARY', 'PERSON'), phone = replace(phone, 'CANARY', 'PERSON'),
        "preferredName" = replace("preferredName", 'CANARY', 'PERSON')`
  } finally {
    await db.$disconnect()
  }
  return { patientId, intakeId, token, path: `/f/${token}` }
}
