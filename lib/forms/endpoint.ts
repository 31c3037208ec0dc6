import 'server-only'
import { unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import type { AccountActor } from '#lib/access/actor.ts'
import { currentActor } from '#lib/accounts/session.ts'
import {
  AppError,
  Conflict,
  Ended,
  Forbidden,
  HeardFault,
  Invalid,
  NotFound,
  OutcomeUnknown,
  SignedOut,
  TooManyRequests,
} from '#lib/errors.ts'
import { type ActionOptions, carryOut, refusal, type Seen, signedOut } from './action.ts'
import { enteredAt } from './waited.ts'

export function statusOf(error: unknown): number {
  if (error instanceof SignedOut) return 401
  if (error instanceof Forbidden) return 403
  if (error instanceof NotFound) return 404
  if (error instanceof Conflict) return 409
  if (error instanceof Invalid) return 422
  if (error instanceof TooManyRequests) return 429
  if (error instanceof OutcomeUnknown) return 503
  return error instanceof AppError ? 400 : 500
}

/** A form that was not saved. `from`: the address of the page that it stood on, as the browser says. */
export type NotSaved = {
  readonly error: unknown
  readonly form: FormData
  readonly actor: AccountActor | null
  readonly from: string
}

type Options<I, R> = { goTo: (result: R, input: I) => string } & Pick<ActionOptions<I, R>, 'refused'> & {
    /** Where a browser reads why, that posts the form itself, without a script. Without this every answer is JSON. */
    problemAt?: (notSaved: NotSaved) => string
  }

async function asker(): Promise<AccountActor> {
  const actor = await currentActor()
  if (actor) return actor
  throw signedOut()
}

/** What a phone has to know of an entry that is not saved. `other`: it is somebody else who is signed in. */
async function problemOf({ error, form, actor }: NotSaved) {
  const { message, fieldErrors, code } = await refusal(form, error, actor)
  const heard = error instanceof HeardFault || (error instanceof AppError && error.heard)
  const ended = (error instanceof HeardFault ? error.cause : error) instanceof Ended
  const other = error instanceof SignedOut && actor !== null
  return { error: message, fieldErrors, code, heard, ended, other }
}

const seeOther = (location: string) => new Response(null, { status: 303, headers: { location } })

/**
 * Where an entry is sent without an action: by a phone on which it waited, or by a browser that posts its page. What the action of the
 * form does, answered in JSON with where the saved entry is read, or why it is refused.
 */
export function endpoint<S extends z.ZodType, R extends { id: string; again: boolean }>(
  schema: S,
  command: (actor: AccountActor, input: z.output<S>, now: Date, entered: Date) => Promise<R>,
  { goTo, refused = async () => null, problemAt }: Options<z.output<S>, R>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const isPage = problemAt && !request.headers.get('accept')?.includes('application/json')
    const seen: Seen<AccountActor, z.output<S>> = { actor: null, input: undefined }
    const form = new FormData()
    try {
      for (const [name, value] of new URLSearchParams(await request.text())) form.append(name, value)
      const now = new Date()
      const way = {
        who: asker,
        schema,
        refused,
        command: (actor: AccountActor, input: z.output<S>) =>
          command(actor, input, now, enteredAt(form, actor, now)),
      }
      const { result, input } = await carryOut(way, form, seen)
      const next = goTo(result, input)
      if (isPage) return seeOther(next)
      return Response.json({ id: result.id, next }, { status: result.again ? 200 : 201 })
    } catch (error) {
      unstable_rethrow(error)
      const from = URL.parse(request.headers.get('referer') ?? '')
      const { actor } = seen
      const notSaved = { error, form, actor, from: from ? from.pathname + from.search : '/today' }
      // No redirect: a phone that hears 503 keeps the entry, and a browser shows the page of a database that is away.
      if (isPage && error instanceof OutcomeUnknown) throw error
      const problem = await problemOf(notSaved)
      return isPage ? seeOther(problemAt(notSaved)) : Response.json(problem, { status: statusOf(error) })
    }
  }
}
