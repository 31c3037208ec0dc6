import 'server-only'
import { log } from '#lib/log.ts'
import { migrationState } from './state.ts'

let newer = false

/** Whether a newer build has migrated the database under this server. It stays so until the server is started again. */
export const isNewer = (): boolean => newer

/** Looks every few seconds from now on; `stop` is called once, when the database is found newer. */
export function watchForNewer(stop: () => void, everyMs = 5_000): void {
  const timer = setInterval(async () => {
    // A database that is away is the requests' to answer.
    const unknown = await migrationState().then(
      (state) => state.unknown,
      () => [],
    )
    if (unknown.length === 0 || newer) return
    newer = true
    clearInterval(timer)
    log.error(
      { unknown },
      'the database is newer than this server, which answers nothing any more: start the newer build',
    )
    stop()
  }, everyMs)
  timer.unref()
}
