import { copyFileSync, existsSync, statSync, truncateSync } from 'node:fs'
import type { Cluster } from './cluster.ts'

export type Watched = Pick<Cluster, 'isRunning' | 'restart' | 'log'>

type Limits = { everyMs: number; starts: number; withinMs: number; logBytes: number }

const usual: Limits = { everyMs: 3_000, starts: 5, withinMs: 600_000, logBytes: 10_000_000 }

/**
 * Starts the database again when it has ended by itself, and bounds its log, until the function it returns is called. When it
 * ends more often than is worth another try, `giveUp` is called once.
 */
export function watchCluster(
  cluster: Watched,
  giveUp: () => void,
  limits: Partial<Limits> = {},
  say: (line: string) => void = console.error,
): () => void {
  const { everyMs, starts, withinMs, logBytes } = { ...usual, ...limits }
  let begun: number[] = []
  const look = async () => {
    boundLog(cluster.log, logBytes)
    if (cluster.isRunning()) return
    begun = begun.filter((at) => at > Date.now() - withinMs)
    if (begun.length >= starts) {
      clearInterval(timer)
      say(`The database has ended again after ${starts} starts. Its own words: ${cluster.log}`)
      giveUp()
      return
    }
    begun.push(Date.now())
    say('The database has ended. It is started again.')
    await cluster.restart().then(
      () => say('The database is back.'),
      (error: Error) => say(error.message),
    )
  }
  let isLooking = false
  const timer = setInterval(async () => {
    if (isLooking) return
    isLooking = true
    await look().catch((error: Error) => say(error.message))
    isLooking = false
  }, everyMs)
  timer.unref()
  return () => clearInterval(timer)
}

/** Keeps the newest part of a log that PostgreSQL appends to, and one before it. */
function boundLog(log: string, bytes: number): void {
  if (!existsSync(log) || statSync(log).size <= bytes) return
  copyFileSync(log, `${log}.1`)
  truncateSync(log)
}
