import { AsyncLocalStorage } from 'node:async_hooks'

/** What is noted about a request while it is answered. */
export type Answering = {
  /** The short code under which everything that went wrong is logged, and which the screen shows. */
  code?: string
  /** The database could not be reached, or did not say what became of a statement. */
  isAway: boolean
}

// Next bundles the code of the start and that of the pages apart; both must mean the same store.
const keep = globalThis as typeof globalThis & { stepwiseRequest?: AsyncLocalStorage<Answering> }
const store = (): AsyncLocalStorage<Answering> => {
  keep.stepwiseRequest ??= new AsyncLocalStorage()
  return keep.stepwiseRequest
}

export const answering = <T>(request: Answering, work: () => T): T => store().run(request, work)

/** The code of this request; outside of one, each fault has its own. */
export function requestCode(request = store().getStore()): string {
  const code = request?.code ?? Math.random().toString(36).slice(2, 8).toUpperCase().padEnd(6, '0')
  if (request) request.code = code
  return code
}

/** Notes that the database is away; true the first time in a request. */
export function noteAway(): boolean {
  const request = store().getStore()
  const isFirst = !request?.isAway
  if (request) request.isAway = true
  return isFirst
}
