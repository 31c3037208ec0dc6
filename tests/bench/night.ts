import { runAlertRound } from '#lib/alerts/nightly/commands.ts'
import { disconnect } from '#lib/db/client.ts'

// The night's round of one clinic in a process of its own; argument 1 is the clinic. Says how it went, with the most memory
// that the process ever held.

const begun = performance.now()
const before = process.cpuUsage()
const done = await runAlertRound(process.argv[2] ?? '')
const { user, system } = process.cpuUsage(before)
process.send?.({
  cases: done?.cases ?? 0,
  opened: done?.opened ?? 0,
  seconds: (performance.now() - begun) / 1000,
  cpuSeconds: (user + system) / 1_000_000,
  mb: process.resourceUsage().maxRSS / 1024,
})
await disconnect()
