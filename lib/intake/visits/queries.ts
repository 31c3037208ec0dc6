import 'server-only'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { type LinkActor, mintLinkActor } from '#lib/access/actor.ts'
import { hashToken } from '#lib/accounts/tokens.ts'
import { asNobody } from '#lib/db/as-actor.ts'
import { fillNumbers, meantBy } from '#lib/flags/messages/rules.ts'
import { tokenPattern, VISIT_COOKIE } from './schema.ts'

export type LinkState = 'valid' | 'expired' | 'revoked' | 'locked' | 'submitted'

export type PeekedLink = {
  linkId: string
  clinicId: string
  intakeId: string
  state: LinkState
  clinicName: string
  clinicPhone: string
  emergencyNumber: string
  outOfHoursPhone: string
}

/** What anybody who holds a link may know: its state and whom to phone. Null for an unknown one. */
export async function peekLink(token: string): Promise<PeekedLink | null> {
  if (!tokenPattern.test(token)) return null
  const [row] = await asNobody(
    (tx) => tx.$queryRaw<PeekedLink[]>`SELECT * FROM intake_link_peek(${hashToken(token)})`,
  )
  return row ?? null
}

type VisitRow = {
  clinicId: string
  intakeId: string
  patientId: string
  linkId: string
  linkHash: string
  timeZone: string
}

async function holderOf(visit: string, saving: boolean, token?: string): Promise<LinkActor | null> {
  const [row] = await asNobody(
    (tx) => tx.$queryRaw<VisitRow[]>`SELECT * FROM intake_visit_actor(${hashToken(visit)}, ${saving})`,
  )
  if (!row || (token !== undefined && row.linkHash !== hashToken(token))) return null
  const { clinicId, intakeId, patientId, linkId, timeZone } = row
  return mintLinkActor({ kind: 'link', clinicId, intakeId, patientId, linkId, timeZone })
}

/** The holder of a link behind the secret of a visit; null when it is over, or its link is not the one given. */
export const actorOfVisit = (visit: string, token?: string): Promise<LinkActor | null> =>
  holderOf(visit, false, token)

/** The same for what is sent from an open form: it is heard also after an hour in which nobody used it. */
export const senderOfVisit = (visit: string): Promise<LinkActor | null> => holderOf(visit, true)

/** Who opened this link on this device, read once a request. */
export const currentVisit = cache(async (token?: string): Promise<LinkActor | null> => {
  const visit = (await cookies()).get(VISIT_COOKIE)?.value
  return visit ? actorOfVisit(visit, token) : null
})

/** For the pages of a form: back to the date of birth when this device has not opened the link. */
export async function requireVisit(token: string): Promise<LinkActor> {
  const found = tokenPattern.test(token) ? await currentVisit(token) : null
  return found ?? redirect(`/f/${encodeURIComponent(token)}`)
}

/** A page of a form. */
const formPath = /^\/f\/([^/?]+)/
const tokenIn = (path: string | null): string => formPath.exec(path ?? '')?.[1] ?? ''

/** Where a form that was closed says so, to whoever sent something from the page at `path`; null for any other page. */
export const closedPath = (path: string | null): string | null => {
  const token = tokenIn(path)
  return token ? `/f/${token}?why=closed` : null
}

const closedHere =
  'This form was closed on this device. Open your link again and enter your date of birth; what was saved is still there.'
const whomToCall = 'If something is urgent, call {emergency_number} or {clinic_phone}.'

/** Why an answer is not taken, and whom to call instead: nobody has heard it. `path`: of the page that it was sent from. */
export async function closedWords(path: string | null): Promise<string> {
  const link = await peekLink(tokenIn(path))
  return `${closedHere} ${fillNumbers(whomToCall, link ?? meantBy)}`
}
