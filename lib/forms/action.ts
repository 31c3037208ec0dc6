import 'server-only'
import { revalidatePath } from 'next/cache'
import { headers } from 'next/headers'
import { redirect, unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import type { AccountActor, Actor } from '#lib/access/actor.ts'
import { currentActor } from '#lib/accounts/session.ts'
import { PATH_HEADER, signInPath } from '#lib/accounts/way-back/rules.ts'
import { recordRefusal } from '#lib/audit/commands.ts'
import {
  AppError,
  Conflict,
  HeardFault,
  heardBefore,
  Invalid,
  NotFound,
  OutcomeUnknown,
  SignedOut,
} from '#lib/errors.ts'
import { reportFault } from '#lib/log.ts'
import { cleaned } from './cleaned.ts'
import { assertOpener } from './opener.ts'
import { assertSameOrigin } from './origin.ts'
import {
  type ActionError,
  type ActionResult,
  DRAWN,
  type FormAction,
  OPENER,
  typedValues,
  WAITED,
} from './result.ts'

/** Larger than any honest form; a field of 1 MB is refused before it is looked at. */
const MAX_FIELD = 20_000
const MAX_FIELDS = 600

export type ActionOptions<I, R, A = AccountActor> = {
  /** Where to go when it worked; null stays. */
  goTo?: (result: R, input: I) => string | null
  /** What to say when it worked and the page stays. */
  message?: string | ((result: R, input: I) => string)
  /** Pages whose data changed, frames around the next page included: a redirect alone keeps an old frame. */
  refresh?: (result: R, input: I) => string[]
  /** Pages made anew with a refusal at a field: where what it asks to read is not what the page shows. */
  anew?: (input: I) => string[]
  /** What the page gets back, when the page stays. Must be safe for the person who asked. */
  data?: (result: R, input: I) => R
  /** The fields that were left out while the rest was saved, with their errors: the page stays, with what was typed. */
  left?: (result: R) => Record<string, string[]>
  /** What is said above them. */
  leftWords?: (result: R) => string
  /** What is done with a form that cannot be read; its words stand before the reason. */
  refused?: (actor: A, posted: unknown) => Promise<string | null>
}

/**
 * The only way in for a form: a same-origin request, an actor, strict parsing, the command, and known errors turned into
 * an ActionResult whose `fieldErrors` reach the fields.
 */
export function action<S extends z.ZodType, R>(
  schema: S,
  command: (actor: AccountActor, input: z.output<S>) => Promise<R>,
  options: ActionOptions<z.output<S>, R> = {},
): FormAction<R> {
  return actionAs(signedIn, schema, command, options)
}

/** The asker of a form behind the sign-in. */
export async function signedIn(): Promise<AccountActor> {
  const actor = await currentActor()
  if (actor) return actor
  const asked = await headers()
  // Posted without scripts, it is answered with the page, which nobody gets who is signed out: the sign-in says it instead.
  if (asked.get('accept')?.includes('text/html')) redirect(signInPath(asked.get(PATH_HEADER), 'entry'))
  throw signedOut()
}

export const signedOut = () => new SignedOut('You are signed out. What you typed is still here.')

/** The same for another kind of asker: an intake link, or somebody who is not signed in yet (`null`). */
export function actionAs<A extends Actor | null, S extends z.ZodType, R>(
  who: () => Promise<A>,
  schema: S,
  command: (actor: A, input: z.output<S>) => Promise<R>,
  options: ActionOptions<z.output<S>, R, A> = {},
): FormAction<R> {
  return async function run(_previous: ActionResult<R>, formData: FormData): Promise<ActionResult<R>> {
    let target: string
    const seen: Seen<A, z.output<S>> = { actor: null, input: undefined }
    try {
      const { result, input } = await carryOut({ who, schema, command, ...options }, formData, seen)
      // Before any page is made anew: one that is would begin with what is stored, and what was typed would be gone.
      const left = options.left?.(result) ?? {}
      if (Object.keys(left).length > 0) return inPart(formData, left, result, options.leftWords?.(result))
      for (const path of options.refresh?.(result, input) ?? []) revalidatePath(path)
      const next = options.goTo?.(result, input) ?? null
      if (next === null) {
        const message =
          typeof options.message === 'function' ? options.message(result, input) : options.message
        return { status: 'ok', message, data: options.data?.(result, input) }
      }
      target = next
    } catch (error) {
      unstable_rethrow(error)
      if (error instanceof Invalid && seen.input !== undefined)
        for (const path of options.anew?.(seen.input) ?? []) revalidatePath(path)
      return refusal(formData, error, seen.actor)
    }
    redirect(target)
  }
}

export type Way<A extends Actor | null, S extends z.ZodType, R> = Pick<
  ActionOptions<z.output<S>, R, A>,
  'refused'
> & {
  who: () => Promise<A>
  schema: S
  command: (actor: A, input: z.output<S>) => Promise<R>
}

/** How far a form came before it was refused. */
export type Seen<A, I> = { actor: A | null; input: I | undefined }

/** A form on its way to its command, whoever sends it: a page, or a phone that kept it. Throws why it is refused. */
export async function carryOut<A extends Actor | null, S extends z.ZodType, R>(
  { who, schema, command, refused: hear }: Way<A, S, R>,
  formData: FormData,
  seen: Seen<A, z.output<S>>,
): Promise<{ result: R; input: z.output<S> }> {
  assertSameOrigin(await headers())
  const actor = await who()
  seen.actor = actor
  if (formData instanceof FormData) assertOpener(actor, formData)
  const posted = readForm(formData)
  const parsed = schema.safeParse(posted)
  if (!parsed.success) {
    const reason = new Invalid(fieldErrorsOf(parsed.error))
    const words = hear ? await wordsOf(hear(actor, posted)) : null
    throw words ? heardBefore(reason, words) : reason
  }
  seen.input = parsed.data
  return { result: await command(actor, parsed.data), input: parsed.data }
}

/** What the form is told. That somebody asked for what is not hers is kept. */
export async function refusal(
  formData: unknown,
  error: unknown,
  actor: Actor | null,
): Promise<ActionError<never>> {
  const reason = error instanceof HeardFault ? error.cause : error
  if (reason instanceof NotFound && actor) await recordRefusal(actor, reason.what).catch(() => undefined)
  return refused(formData, error)
}

/** A fault on the way takes neither from a form what was heard nor why it cannot be read. */
async function wordsOf(heard: Promise<string | null>): Promise<string | null> {
  try {
    return await heard
  } catch (error) {
    unstable_rethrow(error)
    if (error instanceof AppError) throw error
    reportFault(error instanceof HeardFault ? error.cause : error, 'hear')
    return error instanceof HeardFault ? error.words : null
  }
}

function inPart<R>(
  formData: FormData,
  fieldErrors: Record<string, string[]>,
  saved: R,
  message = 'Saved without the marked fields. Please correct them.',
): ActionError<R> {
  return { status: 'error', message, fieldErrors, values: typedValues(formData), saved }
}

function refused(formData: unknown, error: unknown): ActionError<never> {
  if (error instanceof HeardFault) {
    const { message, ...reason } = refused(formData, error.cause)
    const why =
      error.cause instanceof AppError ? message : 'Something went wrong on our side: this was not saved.'
    return { ...reason, message: `${error.words} ${why}` }
  }
  const values =
    formData instanceof FormData ? typedValues(formData, ['password', 'newPassword', 'token']) : {}
  const fieldErrors = error instanceof Invalid ? error.fieldErrors : {}
  if (error instanceof NotFound) {
    return {
      status: 'error',
      message: 'This is not here any more, or not yours to change.',
      fieldErrors,
      values,
    }
  }
  if (error instanceof OutcomeUnknown) {
    return { status: 'error', message: error.message, fieldErrors, values, code: error.digest, unknown: true }
  }
  if (error instanceof SignedOut)
    return { status: 'error', message: error.message, fieldErrors, values, signedOut: true }
  if (error instanceof Conflict)
    return { status: 'error', message: error.message, fieldErrors, values, conflict: true }
  if (error instanceof AppError) return { status: 'error', message: error.message, fieldErrors, values }
  const code = reportFault(error, 'action')
  return {
    status: 'error',
    message: 'Something went wrong on our side. Nothing was changed.',
    fieldErrors,
    values,
    code,
  }
}

/** Fields that say how a form came, and are none of what it says. */
const own: ReadonlySet<string> = new Set([OPENER, WAITED, DRAWN])

/**
 * The fields of a form as a plain object: one value a name, or an array for a repeated one. React's own fields are left
 * out. Throws Invalid for what no browser sends.
 */
export function readForm(formData: unknown): Record<string, unknown> {
  if (!(formData instanceof FormData))
    throw new Invalid({}, 'The form could not be read. Please load the page again.')
  const fields: Record<string, unknown> = Object.create(null)
  let count = 0
  for (const [name, value] of formData) {
    if (name.startsWith('$ACTION') || own.has(name)) continue
    if (++count > MAX_FIELDS) throw new Invalid({}, 'The form has too many fields.')
    if (name === '__proto__' || name === 'constructor' || name === 'prototype') continue
    if (typeof value !== 'string') throw new Invalid({ [name]: ['Files cannot be sent here.'] })
    if (value.length > MAX_FIELD) throw new Invalid({ [name]: ['This text is too long.'] })
    // A password is what was typed, seen or not; only NUL cannot be stored.
    const text = /password/i.test(name) ? value.replaceAll('\u0000', '') : cleaned(value)
    const before = fields[name]
    fields[name] = before === undefined ? text : Array.isArray(before) ? [...before, text] : [before, text]
  }
  return { ...fields }
}

/** zod's issues by the `name` of the field they belong to; nested paths are joined with dots. */
export function fieldErrorsOf(error: z.ZodError): Record<string, string[]> {
  // A field may be called `toString`.
  const errors = new Map<string, string[]>()
  for (const issue of error.issues) {
    const name = issue.code === 'unrecognized_keys' ? '' : issue.path.join('.')
    errors.set(name, [...(errors.get(name) ?? []), issue.message])
  }
  return Object.fromEntries(errors)
}
