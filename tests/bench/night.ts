import { runAlertRound } from '#lib/alerts/nightly/commands.ts'
import { disconnect } from '#lib/db/client.ts'

// The night's round of one clinic in a process of its own: argument 1 its id. Says how it went, with the most memory it had.

const begun = performance.now()
const cpu = process.cpuUsage()
const done = await runAlertRound(process.argv[2] ?? '')
const { user, system } = process.cpuUsage(cpu)
process.send?.({
  ...done,
  seconds: (performance.now() - begun) / 1000,
  cpuMs: (user + system) / 1000,
  mb: process.resourceUsage().maxRSS / 1024,
})
if (process.env.MEM) console.log(process.memoryUsage())
await disconnect()
