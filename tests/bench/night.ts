import { existsSync, readFileSync } from 'node:fs'
import { runAlertRound } from '#lib/alerts/nightly/commands.ts'
import { disconnect } from '#lib/db/client.ts'

// The night's round of one clinic in a process of its own; argument 1 is the clinic. Says how it went, with the most memory
// that the process ever held.

/** In MB (10⁶ bytes). Not `maxRSS` where there is better: Linux counts in it what the process that started this one held. */
function most(): number {
  const file = '/proc/self/status'
  const kib = existsSync(file) ? /VmHWM:\s+(\d+)/.exec(readFileSync(file, 'utf8'))?.[1] : undefined
  return ((kib === undefined ? process.resourceUsage().maxRSS : Number(kib)) * 1024) / 1e6
}

const begun = performance.now()
const before = process.cpuUsage()
const done = await runAlertRound(process.argv[2] ?? '')
const { user, system } = process.cpuUsage(before)
process.send?.({
  cases: done?.cases ?? 0,
  opened: done?.opened ?? 0,
  seconds: (performance.now() - begun) / 1000,
  cpuSeconds: (user + system) / 1_000_000,
  mb: most(),
})
await disconnect()
