/**
 * npm run trial:hostile: tests/e2e/hostile.test.ts with 300 payloads an address. It prints its seed;
 * STEPWISE_HOSTILE_SEED repeats a run.
 */
process.env.STEPWISE_HOSTILE_RUNS ??= '300'
process.env.STEPWISE_HOSTILE_SEED ??= String(Math.trunc(Date.now() / 1000) % 1_000_000_000)
process.argv.splice(2, Number.POSITIVE_INFINITY, 'tests/e2e/hostile.test.ts')
await import('#scripts/test/main.ts')

export {}
