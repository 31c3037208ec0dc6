import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { LinkActor } from '#lib/access/actor.ts'
import { hashToken, newToken } from '#lib/accounts/tokens.ts'
import { PATH_HEADER } from '#lib/accounts/way-back/rules.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { toDbDate } from '#lib/dates.ts'
import { asAccount, asNobody, goOnAs, type Tx } from '#lib/db/as-actor.ts'
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { closedPath, closedWords, peekLink, senderOfVisit } from './queries.ts'
import { type OpenLinkInput, VISIT_COOKIE } from './schema.ts'

/** What is sent from an open form is heard for half a day after the last save; its pages ask for the date of birth sooner. */
const VISIT_HOURS = 12

/** Every answer takes this long at least, whatever the reason. */
const SLOW_MS = 400

/**
 * Opens a link for one device. Returns the secret of the visit, to be kept in a cookie. Throws Invalid for a wrong date
 * (the fifth locks the link), Conflict for a link that is locked, NotFound for any other that does not open.
 */
export async function openLink(input: OpenLinkInput): Promise<{ visit: string }> {
  const [result] = await Promise.allSettled([open(input), pause(SLOW_MS)])
  if (result.status === 'rejected') throw result.reason
  return result.value
}

async function open({ token, birthDate }: OpenLinkInput): Promise<{ visit: string }> {
  const link = await peekLink(token)
  if (!link) throw new NotFound('intake link')
  const visit = newToken()
  const over = link.state === 'expired' || link.state === 'revoked' ? link.state : null
  // The look-up function proves who is asking; only then is there a clinic to write the audit in.
  const outcome = await asAccount(link.clinicId, '', async (tx) => {
    const [row] = over
      ? []
      : await tx.$queryRaw<{ outcome: 'opened' | 'wrong' | 'locked' }[]>`
      SELECT outcome FROM intake_link_open(${hashToken(token)}, ${toDbDate(birthDate)}::date, ${newId()}::uuid,
        ${hashToken(visit)}, ${VISIT_HOURS}::int)`
    const found = over ?? row?.outcome ?? 'gone'
    const data = { linkId: link.linkId }
    if (over && (await isKnown(tx, link.linkId, over))) return over
    await recordAudit(
      tx,
      { kind: 'link', clinicId: link.clinicId },
      found === 'opened'
        ? { type: 'intake_link.opened', subjectId: link.intakeId, data }
        : { type: 'intake_link.refused', subjectId: link.intakeId, data: { ...data, outcome: found } },
    )
    return found
  })
  if (outcome === 'opened') return { visit }
  if (outcome === 'locked') {
    throw new Conflict(`This link is locked after five wrong dates. Please call ${link.clinicName}.`)
  }
  if (outcome === 'wrong') {
    const words = 'This is not the date of birth that the clinic has for this form. Please check it.'
    throw new Invalid({ birth: [words] }, 'The form is still closed.')
  }
  throw new NotFound('intake link')
}

/** A link that is over is refused as often as somebody likes: the audit holds it once a day. */
async function isKnown(tx: Tx, linkId: string, outcome: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ known: boolean }[]>`
    SELECT intake_link_refused_today(${linkId}::uuid, ${outcome}) AS known`
  return row?.known === true
}

/** Closes the form on the device that holds the secret of the visit. Closing it twice is closing it once. */
export async function closeVisit(visit: string): Promise<void> {
  await asNobody(async (tx) => {
    const [ended] = await tx.$queryRaw<{ clinicId: string; intakeId: string; linkId: string }[]>`
      SELECT * FROM intake_visit_end(${hashToken(visit)})`
    if (!ended) return
    const { clinicId, intakeId, linkId } = ended
    await goOnAs(tx, ended)
    await recordAudit(
      tx,
      { kind: 'link', clinicId },
      { type: 'intake_link.closed', subjectId: intakeId, data: { linkId } },
    )
  })
}

/** The same for the device that asks: the form at `path` asks for the date of birth again. */
export async function closeHere(path: string): Promise<void> {
  const jar = await cookies()
  const visit = jar.get(VISIT_COOKIE)?.value
  if (visit) await closeVisit(visit)
  jar.delete({ name: VISIT_COOKIE, path })
}

/** Lets a visit go on from now, as far as its link does; nothing for one that is over. */
export async function prolongVisit(visit: string): Promise<void> {
  await asNobody(
    (tx) => tx.$queryRaw`SELECT intake_visit_prolong(${hashToken(visit)}, ${VISIT_HOURS}::int)::text`,
  )
}

/** For actions: whoever fills in the form on this device, whose visit goes on with it. What was typed stays on the screen. */
export async function visitOrRefuse(): Promise<LinkActor> {
  const visit = (await cookies()).get(VISIT_COOKIE)?.value ?? ''
  const found = await senderOfVisit(visit)
  if (!found) return refuse(await headers())
  await prolongVisit(visit)
  return found
}

async function refuse(asked: Headers): Promise<never> {
  const path = asked.get(PATH_HEADER)
  const closed = closedPath(path)
  // Posted without scripts, it is answered with a page, and the form's own asks for the date of birth: that one says it.
  if (closed && asked.get('accept')?.includes('text/html')) redirect(closed)
  throw new Forbidden(await closedWords(path))
}
