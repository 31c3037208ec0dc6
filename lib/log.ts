import { types } from 'node:util'
import pino from 'pino'
import { requestCode } from './http/request.ts'

/** Structured, on standard output. Ids only: never a name, an address, an answer or a token. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? (process.env.NODE_ENV === 'test' ? 'silent' : 'info'),
  base: null,
})

/** Also one that was made in another context of the process. */
const isError = (one: unknown): one is Error => one instanceof Error || types.isNativeError(one)

const frame = /^\s+at (?:.*[( ])?(?:file:|node:|\/|[A-Z]:\\).*:\d+:\d+\)?$/

/** What is kept of an error: its kind, code and stack frames, because a message can quote what somebody wrote. */
function keptOf(error: Error) {
  const { name: kind, message, stack = '' } = error
  const begin = stack.indexOf(message)
  const below = stack.slice(begin === -1 ? 0 : begin + message.length).split('\n')
  const frames = below.filter((line) => frame.test(line)).slice(0, 8)
  return { kind, reason: (error as { code?: unknown }).code, frames }
}

/** Logs a fault and returns the short code that the screen shows. */
export function reportFault(error: unknown, where: string): string {
  const code = requestCode()
  const e = error instanceof Error ? error : new Error('not an error object')
  log.error({ code, where, ...keptOf(e) }, 'fault')
  return code
}

/** From now on no error is printed whole: Next prints those of a page beside the log. Called once by instrumentation.ts. */
export function hushErrors(target: Pick<Console, 'error' | 'warn'> = console): void {
  for (const method of ['error', 'warn'] as const) {
    const print = target[method].bind(target)
    target[method] = (...said: unknown[]) => print(...said.map((one) => (isError(one) ? inShort(one) : one)))
  }
}

/** What anybody can send, and the page of an older build does: no fault of this server, so without the frames of one. */
const UNKNOWN_FORM = /^Failed to find Server Action/

function inShort(error: Error): string {
  if (UNKNOWN_FORM.test(error.message)) return 'A form was posted to an action that this build has not'
  const { kind, reason, frames } = keptOf(error)
  return [[kind, reason].filter(Boolean).join(' '), ...frames].join('\n')
}
