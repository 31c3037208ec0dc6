import 'server-only'
import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import {
  type AccountActor,
  isAdmin,
  isPhysio,
  isStaff,
  mintAccountActor,
  type Role,
} from '#lib/access/actor.ts'
import { recordRefusal } from '#lib/audit/commands.ts'
import { lookUp } from '#lib/db/as-actor.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { readSessionToken } from './auth.ts'
import { readRoles } from './rules.ts'
import { hashToken } from './tokens.ts'
import { PATH_HEADER, signInPath } from './way-back/rules.ts'

type SessionRow = {
  sessionId: string
  accountId: string
  clinicId: string
  name: string
  roles: Role[] | string
  patientId: string | null
  clinicName: string
  timeZone: string
  ownZone: string
}

/**
 * The actor behind an opaque session id, or null: unknown, expired, idle too long, revoked, suspended. `noted`: that she asked
 * is a sign that she is there, and the session does not grow idle.
 */
export async function actorOfSession(sessionToken: string, noted = true): Promise<AccountActor | null> {
  const [row] = await lookUp<SessionRow>(
    Prisma.sql`SELECT * FROM session_actor(${hashToken(sessionToken)}, ${noted})`,
  )
  return row ? mintAccountActor({ kind: 'account', ...row, roles: readRoles(row.roles) }) : null
}

export type StandingAccount = Omit<SessionRow, 'sessionId' | 'patientId' | 'ownZone'>

/**
 * The physio who gave a standing order, while she is not there: read by `take_standing_orders()`, which knows that the account is
 * active and a physio. For lib/programs/progression/standing alone; her policies decide as if she were at the screen.
 */
export const actorOfStandingOrder = (account: StandingAccount): AccountActor =>
  mintAccountActor({
    kind: 'account',
    sessionId: 'standing-order',
    patientId: null,
    ownZone: account.timeZone,
    ...account,
    roles: readRoles(account.roles),
  })

/** Who is signed in, read once a request. */
export const currentActor = cache(async (): Promise<AccountActor | null> => {
  const sessionToken = await readSessionToken()
  return sessionToken ? actorOfSession(sessionToken) : null
})

/** The opaque id in this request's cookie, for signing out. */
export const currentSessionToken = readSessionToken

async function requireActor(): Promise<AccountActor> {
  return (await currentActor()) ?? redirect(signInPath((await headers()).get(PATH_HEADER)))
}

async function require(what: string, may: (actor: AccountActor) => boolean): Promise<AccountActor> {
  const actor = await requireActor()
  if (may(actor)) return actor
  await recordRefusal(actor, what)
  return notFound()
}

export const requirePhysio = () => require('physio pages', isPhysio)
export const requireAdmin = () => require('admin pages', isAdmin)
export const requireStaff = () => require('clinic pages', isStaff)
export async function requirePatient(): Promise<AccountActor & { patientId: string }> {
  const actor = await require('patient pages', (a) => a.patientId !== null)
  return actor as AccountActor & { patientId: string }
}

async function watching(): Promise<() => Promise<AccountActor | null>> {
  const sessionToken = await readSessionToken()
  return async () => (sessionToken ? actorOfSession(sessionToken, false) : null)
}

/** Whether that is somebody of the clinic; asked by a page that was refused just now, which the audit holds already. */
export async function isStaffWatching(): Promise<boolean> {
  const actor = await (await watching())()
  return actor !== null && isStaff(actor)
}

/**
 * Who of the clinic has a page open, without noting that she is there: asked again and again by a page that is only left
 * open. The function that comes back looks anew each time.
 */
export async function requireWatchingStaff(): Promise<{
  actor: AccountActor
  again: () => Promise<AccountActor | null>
}> {
  const again = await watching()
  const actor = (await again()) ?? redirect('/sign-in')
  if (isStaff(actor)) return { actor, again }
  await recordRefusal(actor, 'clinic pages')
  return notFound()
}
