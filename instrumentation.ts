/** Next calls this once, before the server takes its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { refuseUnlessFit } = await import('#lib/db/start-check.ts')
    await refuseUnlessFit()
  }
}
