import { z } from 'zod'

const key = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/)
/** Of a part of the draft: short, and different for every other content. */
const stamp = z.string().regex(/^[\w-]{16}$/)

/**
 * A phase of the draft as a person had it before her when she typed: what her texts and presses are about. An exercise, the
 * settings of the phase and each order are a part of their own: two people may write at two parts at once.
 */
const seenPhase = z.strictObject({
  phases: z.array(key).max(8),
  settings: stamp,
  items: z
    .array(
      z.strictObject({
        key,
        exerciseId: z.string().regex(/^ex_[a-z0-9_]{1,60}$/),
        /** `gone`: she was told that it was taken out. */
        stamp: z.union([stamp, z.literal('gone')]),
      }),
    )
    .max(60),
})
export type SeenPhase = z.infer<typeof seenPhase>
export type SeenItem = SeenPhase['items'][number]

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** The same as one field of a form. */
export const seenText = z
  .string()
  .max(16_000)
  .transform((text, context) => {
    const read = seenPhase.safeParse(parsed(text))
    if (read.success) return read.data
    context.addIssue({ code: 'custom', message: 'Copy what you typed and load the page again.', input: text })
    return z.NEVER
  })

/** One part of the draft of which two people wrote, both in words. */
export type Clash = { readonly label: string; readonly saved: string; readonly mine: string }
