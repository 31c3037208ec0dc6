import { z } from 'zod'
import { currentActor } from '#lib/accounts/session.ts'
import { signInPath } from '#lib/accounts/way-back/rules.ts'
import { recordRefusal } from '#lib/audit/commands.ts'
import { isDay } from '#lib/dates.ts'
import { AppError, Invalid, NotFound, SignedOut } from '#lib/errors.ts'
import { readForm } from '#lib/forms/action.ts'
import { assertOpener } from '#lib/forms/opener.ts'
import { assertSameOrigin } from '#lib/forms/origin.ts'
import { enteredAt } from '#lib/forms/waited.ts'
import { reportFault } from '#lib/log.ts'
import { teamFormAt } from '#lib/tracking/entries/rules.ts'
import { recordPain } from '#lib/tracking/pain-scores/commands.ts'
import { type PainProblem, painProblem, problemPage } from '#lib/tracking/pain-scores/rules.ts'
import { painInput } from '#lib/tracking/pain-scores/schema.ts'

const MAX_BYTES = 20_000

/**
 * Where a pain score is sent: a plain form post, so that one tap saves without waiting for a script, answered with a
 * redirect; `Accept: application/json` gets 201 (or 200 when it was saved before) instead.
 */
export async function POST(request: Request): Promise<Response> {
  const wantsJson = request.headers.get('accept')?.includes('application/json') ?? false
  const answer = (status: number, body: object, target: string) =>
    wantsJson
      ? Response.json(body, { status })
      : new Response(null, { status: 303, headers: { location: target } })
  let from = '/today/pain?'
  try {
    assertSameOrigin(request.headers)
    if (Number(request.headers.get('content-length') ?? 0) > MAX_BYTES)
      throw new Invalid({}, 'This is too long.')
    const actor = await currentActor()
    if (!actor) return answer(401, { error: 'signed out' }, signInPath(pageOf(request), 'number'))
    try {
      const form = await formOf(request)
      const fields = readForm(form)
      from = formPage(fields, actor.patientId !== null)
      assertOpener(actor, form)
      const parsed = painInput.safeParse(fields)
      if (!parsed.success) throw new Invalid({})
      const now = new Date()
      const saved = await recordPain(actor, parsed.data, now, enteredAt(form, actor, now))
      const next = saved.onBehalf
        ? `${teamFormAt(saved.caseId, parsed.data.logDate)}saved=pain`
        : `/today?case=${saved.caseId}&saved=pain`
      return answer(saved.again ? 200 : 201, { id: saved.id, next }, next)
    } catch (error) {
      if (error instanceof NotFound) await recordRefusal(actor, error.what).catch(() => undefined)
      throw error
    }
  } catch (error) {
    const { status, problem } = problemOf(error)
    const other = error instanceof SignedOut
    return answer(status, { error: wordsOf(error), other }, problemPage(problem, from))
  }
}

/** Why a number is not saved, for a phone that kept it. */
function wordsOf(error: unknown): string {
  if (error instanceof NotFound) return 'This is not here any more, or not yours to change.'
  if (error instanceof Invalid) return Object.values(error.fieldErrors).flat()[0] ?? error.message
  return error instanceof AppError ? error.message : 'Something went wrong on our side.'
}

/** The page that was posted from; whose it is nobody knows yet. */
function pageOf(request: Request): string {
  const from = URL.parse(request.headers.get('referer') ?? '')
  return from ? from.pathname + from.search : '/today'
}

/** The page that the form stood on, with what it was about, so that trying again is one tap. */
function formPage(fields: Record<string, unknown>, patient: boolean): string {
  const { caseId, context, logDate, supersedes } = fields
  const known = z.uuid().safeParse(caseId).data
  const day = typeof logDate === 'string' && isDay(logDate) ? logDate : null
  if (!patient) return known ? teamFormAt(known, day) : '/caseload?'
  const query = new URLSearchParams()
  if (known) query.set('case', known)
  if (context === 'day_worst') query.set('about', context)
  if (day) query.set('day', day)
  const corrected = z.uuid().safeParse(supersedes).data
  if (corrected) query.set('correct', corrected)
  return `/today/pain?${query}${query.size > 0 ? '&' : ''}`
}

async function formOf(request: Request): Promise<FormData> {
  const body = await request.text()
  if (body.length > MAX_BYTES) throw new Invalid({}, 'This is too long.')
  const form = new FormData()
  for (const [name, value] of new URLSearchParams(body)) form.append(name, value)
  return form
}

function problemOf(error: unknown): PainProblem {
  const known = painProblem(error)
  if (known) return known
  reportFault(error, 'log/pain')
  return { status: 500, problem: 'unknown' }
}
