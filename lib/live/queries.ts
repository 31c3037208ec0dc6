import 'server-only'
import { type Actor, isStaff } from '#lib/access/actor.ts'
import { clinicCounts } from '#lib/cases/counts/queries.ts'
import { onCountsChanged } from '#lib/db/listen.ts'
import { AppError } from '#lib/errors.ts'

/** Milliseconds. */
type Pace = {
  /** Between two looks, however much happens. */
  readonly rest: number
  /** Without news: whether the session still holds, what time alone has changed, and that no proxy takes the line for dead. */
  readonly beat: number
}
const usual: Pace = { rest: 1_000, beat: 25_000 }

const open = new Set<() => void>()

// A server that is told to stop waits for its answers, and these would never end.
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => {
    for (const close of open) close()
  })

/**
 * The numbers beside the navigation as server-sent events: at once, and then whenever they have changed. Before them `here`
 * says the id of the account. It ends with `gone` when `whoIsThere` finds nobody of the clinic any more (signed out, idle,
 * suspended). Reading them is no reading of a record, and sending them is no sign that somebody is there.
 */
export function liveCounts(
  clinicId: string,
  whoIsThere: () => Promise<Actor | null>,
  { rest, beat }: Pace = usual,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let leave: (() => boolean) | undefined

  const begin = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
    let said = ''
    const say = (text: string) => controller.enqueue(encoder.encode(`${text}\n\n`))
    let isLooking = false
    let isAsked = false
    const close = () => {
      if (leave?.()) controller.close()
    }
    const look = async (): Promise<void> => {
      isAsked = true
      if (isLooking) return
      isLooking = true
      while (isAsked && open.has(close)) {
        isAsked = false
        try {
          const actor = await whoIsThere()
          if (!open.has(close)) return
          if (!actor || !isStaff(actor) || actor.clinicId !== clinicId) {
            say('event: gone\ndata: signed out')
            return close()
          }
          const counts = JSON.stringify(await clinicCounts(actor, new Date()))
          if (!open.has(close)) return
          if (!said) say(`event: here\ndata: ${actor.accountId}`)
          say(counts === said ? ':' : `data: ${counts}`)
          said = counts
        } catch (error) {
          // The database is away, and it has been said; the next beat looks again.
          if (!(error instanceof AppError)) return close()
        }
        await new Promise((resolve) => setTimeout(resolve, rest))
      }
      isLooking = false
    }
    const timer = setInterval(look, beat)
    const deaf = onCountsChanged(clinicId, look)
    leave = () => {
      clearInterval(timer)
      deaf()
      return open.delete(close)
    }
    open.add(close)
    void look()
  }

  // Begun by the first who reads: of an answer to HEAD nobody does, and nobody would end it.
  const source: UnderlyingDefaultSource<Uint8Array> = {
    pull(controller) {
      if (!leave) begin(controller)
    },
    cancel: () => void leave?.(),
  }
  return new ReadableStream(source, { highWaterMark: 0 })
}
