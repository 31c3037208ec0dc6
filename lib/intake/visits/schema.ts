import { z } from 'zod'
import { isDay, typedDay } from '#lib/dates.ts'

/** What an intake link looks like in an address. */
export const tokenPattern = /^[A-Za-z0-9_-]{16,100}$/

export const VISIT_COOKIE = 'stepwise-form'

const part = z.string().max(10).default('')

const token = z.string().regex(tokenPattern, 'This link is not complete. Please open it again.')

export const closeFormInput = z.strictObject({ token })
export type CloseFormInput = z.output<typeof closeFormInput>

/** A link and the date of birth that opens it. */
export const openLinkInput = z
  .strictObject({
    token,
    'birth.day': part,
    'birth.month': part,
    'birth.year': part,
  })
  .transform(({ token, ...typed }, context) => {
    const birthDate = typedDay(typed['birth.year'], typed['birth.month'], typed['birth.day'])
    if (!isDay(birthDate) || birthDate < '1900') {
      context.addIssue({ code: 'custom', path: ['birth'], message: 'Please enter a date that exists.' })
      return z.NEVER
    }
    return { token, birthDate }
  })
export type OpenLinkInput = z.output<typeof openLinkInput>
