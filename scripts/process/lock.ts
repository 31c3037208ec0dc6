import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Refusal } from '../start/steps.ts'
import { isAlive, processBirth } from './alive.ts'

/** Takes the lock and returns how to give it back; undefined when a living process holds it. Refuses where none can be written. */
export function tryLock(path: string): (() => void) | undefined {
  const mine = JSON.stringify({ pid: process.pid, birth: processBirth(process.pid) })
  for (let tries = 0; tries < 3; tries += 1) {
    try {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, mine, { flag: 'wx', mode: 0o600 })
      return () => rmSync(path, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
        throw new Refusal(`${path} cannot be written: ${(error as Error).message}`)
      if (isHeld(path)) return undefined
      rmSync(path, { force: true })
    }
  }
  return undefined
}

/** Waits for the lock, works, and gives it back. */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  let release = tryLock(path)
  while (!release) {
    await pause(200)
    release = tryLock(path)
  }
  try {
    return await work()
  } finally {
    release()
  }
}

function isHeld(path: string): boolean {
  try {
    const { pid, birth } = JSON.parse(readFileSync(path, 'utf8')) as { pid: number; birth: string }
    return isAlive(pid) && processBirth(pid) === birth
  } catch {
    return false
  }
}
