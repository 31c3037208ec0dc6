/** Next calls this once, before the server takes its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    // Before anything listens: the limit of failed sign-ins counts by the address that really called.
    const { markPeers } = await import('#lib/accounts/peers.ts')
    markPeers()
    const { refuseUnlessFit } = await import('#lib/db/start-check.ts')
    await refuseUnlessFit()
  }
}
