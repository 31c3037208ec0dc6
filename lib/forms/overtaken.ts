import { inSentence, timeText } from '#lib/dates.ts'
import { Invalid } from '#lib/errors.ts'

/** One place where two texts differ. */
export type Apart = { readonly label: string; readonly saved: string; readonly mine: string }

type LastSave = { readonly version: number; readonly savedBy: string | null; readonly savedAt: Date | null }

/**
 * What is told whoever saves a text of which somebody else saved a newer version: who and when, and both texts side by side
 * (components/forms/stale-box.tsx). `what`: "note".
 */
export function overtaken(what: string, last: LastSave, apart: readonly Apart[], zone: string, now: Date) {
  const who =
    last.savedBy && last.savedAt
      ? `${last.savedBy} (${inSentence(timeText(last.savedAt, zone, now))})`
      : 'Somebody else'
  return new Invalid(
    {
      stale: apart.map(({ label }) => label),
      staleSaved: apart.map(({ saved }) => saved),
      staleMine: apart.map(({ mine }) => mine),
      staleVersion: [String(last.version)],
    },
    `${who} has saved this ${what} meanwhile. Yours is not saved yet; both texts are below.`,
  )
}
