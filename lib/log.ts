import pino from 'pino'
import { requestCode } from './http/request.ts'

/** Structured, on standard output. Ids only: never a name, an address, an answer or a token. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? (process.env.NODE_ENV === 'test' ? 'silent' : 'info'),
  base: null,
})

/**
 * Logs a fault and returns the short code that the screen shows. Of the error only its kind, code and stack frames are
 * kept, because a message can quote what somebody wrote.
 */
export function reportFault(error: unknown, where: string): string {
  const code = requestCode()
  const e = error instanceof Error ? error : new Error('not an error object')
  const frames = (e.stack ?? '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 8)
  log.error({ code, where, kind: e.name, reason: (e as { code?: unknown }).code, frames }, 'fault')
  return code
}
