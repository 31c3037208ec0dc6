import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** One hash over files and folders (names and contents); what is missing counts as empty. */
export function hashOf(paths: string[], except: string[] = []): string {
  const hash = createHash('sha256')
  const visit = (path: string): void => {
    if (except.includes(path) || !existsSync(path)) return
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) visit(join(path, name))
    } else {
      hash.update(path).update('\0').update(readFileSync(path)).update('\0')
    }
  }
  for (const path of paths) visit(path)
  return hash.digest('hex')
}
