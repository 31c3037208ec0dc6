import 'server-only'
import { unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import type { AccountActor } from '#lib/access/actor.ts'
import {
  AppError,
  Conflict,
  Forbidden,
  Invalid,
  NotFound,
  OutcomeUnknown,
  SignedOut,
  TooManyRequests,
} from '#lib/errors.ts'
import { type ActionOptions, carryOut, refusal, type Seen, signedIn } from './action.ts'
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

type Options<I, R> = Required<Pick<ActionOptions<I, R>, 'goTo' | 'refused'>>

/**
 * Where a phone sends a form that waited on it: what the action of the form does, answered in JSON with where the saved entry is
 * read, or why it is refused. `other`: it is somebody else who is signed in.
 */
export function endpoint<S extends z.ZodType, R extends { id: string; again: boolean }>(
  schema: S,
  command: (actor: AccountActor, input: z.output<S>, now: Date, entered: Date) => Promise<R>,
  { goTo, refused }: Options<z.output<S>, R>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const seen: Seen<AccountActor, z.output<S>> = { actor: null, input: undefined }
    const form = new FormData()
    try {
      for (const [name, value] of new URLSearchParams(await request.text())) form.append(name, value)
      const now = new Date()
      const way = {
        who: signedIn,
        schema,
        refused,
        command: (actor: AccountActor, input: z.output<S>) =>
          command(actor, input, now, enteredAt(form, actor, now)),
      }
      const { result, input } = await carryOut(way, form, seen)
      return Response.json({ id: result.id, next: goTo(result, input) }, { status: result.again ? 200 : 201 })
    } catch (error) {
      unstable_rethrow(error)
      const { message, fieldErrors, code } = await refusal(form, error, seen.actor)
      const other = error instanceof SignedOut && seen.actor !== null
      return Response.json({ error: message, fieldErrors, code, other }, { status: statusOf(error) })
    }
  }
}
