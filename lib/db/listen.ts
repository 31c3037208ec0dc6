import 'server-only'
import postgres from 'postgres'
import { log } from '#lib/log.ts'

/*
 * LISTEN needs a connection that lasts, so it has its own, one a process, to the database without a pooler in between. It is
 * opened for the first who wants to hear, and kept. When it is lost it comes back by itself; what was said meanwhile is lost,
 * so everybody is woken then.
 */

/** Said by triggers with the id of a clinic, and nothing else. */
const channel = 'stepwise_counts'

/** Until it is tried again when it could not be opened; one that was open comes back by itself. */
const pauseMs = 1_000

type Ear = { readonly clinicId: string; readonly wake: () => void }

// Next's development server reloads modules; the connection must not be opened anew each time.
const keep = globalThis as typeof globalThis & {
  stepwiseListening?: { ears: Set<Ear>; line: postgres.Sql | null }
}

function listening() {
  keep.stepwiseListening ??= { ears: new Set(), line: null }
  return keep.stepwiseListening
}

function wake(clinicId: string | null): void {
  for (const ear of listening().ears) if (clinicId === null || ear.clinicId === clinicId) ear.wake()
}

function open(): void {
  const own = listening()
  const url = process.env.STEPWISE_JOBS_DATABASE_URL || process.env.DATABASE_URL
  if (own.line || !url) return
  const line = postgres(url, {
    max: 1,
    onnotice: () => undefined,
    connection: { application_name: 'stepwise-live' },
  })
  own.line = line
  line
    .listen(channel, wake, () => wake(null))
    .catch((error: unknown) => {
      if (own.line !== line) return
      log.warn(
        { kind: (error as { code?: unknown } | null)?.code ?? 'unknown' },
        'live counts away; trying again',
      )
      own.line = null
      void line.end({ timeout: 0 })
      setTimeout(() => own.ears.size > 0 && open(), pauseMs).unref()
    })
}

/** Calls `wake` when something that is counted has changed in the clinic, or may have, until what comes back is called. */
export function onCountsChanged(clinicId: string, wake: () => void): () => void {
  const ear = { clinicId, wake }
  listening().ears.add(ear)
  open()
  return () => void listening().ears.delete(ear)
}

/** For tests. */
export async function stopListening(): Promise<void> {
  const { line } = listening()
  delete keep.stepwiseListening
  await line?.end({ timeout: 1 })
}
