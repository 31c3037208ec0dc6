/** npm run trial:axe: tests/e2e/axe.test.ts on both devices, in the light and in the dark. */
process.env.STEPWISE_AXE = 'every'
process.argv.splice(2, Number.POSITIVE_INFINITY, 'tests/e2e/axe.test.ts')
await import('#scripts/test/main.ts')

export {}
