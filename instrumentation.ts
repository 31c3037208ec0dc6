import type { Instrumentation } from 'next'

/** Next calls this once, before the server takes its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { hushErrors } = await import('#lib/log.ts')
    if (process.env.NODE_ENV === 'production') hushErrors()
    // Before anything listens: the limit of failed sign-ins counts by the address that really called.
    const { markPeers } = await import('#lib/accounts/peers.ts')
    markPeers()
    const { answerFaultsInWords } = await import('#lib/http/answers.ts')
    const { isNewer, watchForNewer } = await import('#lib/db/newer.ts')
    answerFaultsInWords(isNewer)
    const { refuseUnlessFit } = await import('#lib/db/start-check.ts')
    await refuseUnlessFit()
    const { startMailRounds } = await import('#lib/mail/commands.ts')
    startMailRounds()
    const { watchNights } = await import('#lib/alerts/nightly/commands.ts')
    watchNights()
    const { startJobs } = await import('#lib/jobs/commands.ts')
    const stopJobs = startJobs()
    watchForNewer(() => void stopJobs())
    // What is being done is finished; a job that a killed server leaves behind is done by the next one.
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stopJobs())
  }
}

/** Whatever a page, a handler or an action did not expect, under the code that the screen shows. */
export const onRequestError: Instrumentation.onRequestError = async (error, _request, { routePath }) => {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { reportFault } = await import('#lib/log.ts')
    // The pattern of the address and not the address, which can hold a link's secret.
    if (!(error instanceof Error && error.name === 'OutcomeUnknown')) reportFault(error, routePath)
  }
}
