import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { runSql } from '#scripts/postgres/sql.ts'
import { median } from './load.ts'

/** Resident memory of a process in MB (10⁶ bytes). */
export function residentMb(pid: number): number {
  const file = `/proc/${pid}/status`
  const kib = existsSync(file)
    ? /VmRSS:\s+(\d+)/.exec(readFileSync(file, 'utf8'))?.[1]
    : execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  return (Number(kib) * 1024) / 1e6
}

/** What a current browser loads of JavaScript for a page, in kB of gzip; null when there is no such page. */
export async function scriptKb(base: string, path: string, cookie: string): Promise<number | null> {
  const page = await fetch(new URL(path, base), { headers: { cookie }, redirect: 'manual' })
  const html = await page.text()
  if (page.status !== 200) return null
  const old = new Set(
    [...html.matchAll(/<script[^>]*\bnomodule\b[^>]*>/gi)].flatMap(([tag]) => chunksIn(tag)),
  )
  let bytes = 0
  for (const chunk of new Set(chunksIn(html))) {
    if (old.has(chunk)) continue
    const file = await fetch(new URL(`/_next/${chunk}`, base))
    if (!file.ok) throw new Error(`${chunk} answered ${file.status}`)
    bytes += gzipSync(Buffer.from(await file.arrayBuffer())).length
  }
  return bytes / 1000
}

/** Scripts of the tags, and those that client components in the page's payload name. */
const chunksIn = (html: string) =>
  [...html.matchAll(/static\/chunks\/[\w~./()[\]%-]+?\.js/g)].map(([path]) => path)

/** Opening and closing the transaction, and saying in it who asks. */
export const own = /^(BEGIN|COMMIT|ROLLBACK|DEALLOCATE)|^SELECT set_config\('role'/i

/** Statements that the app sends while `visit` runs, besides the transaction's own; PostgreSQL's own log counts them. */
export async function statementsOf(
  ownerUrl: string,
  log: string,
  visit: () => Promise<void>,
): Promise<number> {
  const set = (sql: string) => runSql(ownerUrl, sql)
  await set(`ALTER SYSTEM SET log_line_prefix = 'user=%u '`)
  await set(`ALTER SYSTEM SET log_statement = 'all'`)
  await set('SELECT pg_reload_conf()')
  await pause(500)
  const counts: number[] = []
  for (let tries = 0; tries < 3; tries += 1) {
    const before = readFileSync(log).length
    await visit()
    await pause(300)
    const said = readFileSync(log).subarray(before).toString('utf8')
    const sent = [...said.matchAll(/^user=stepwise_web LOG: {2}(?:statement|execute [^:]*): (.*)$/gm)]
    counts.push(sent.filter(([, text]) => !own.test(text?.trim() ?? '')).length)
  }
  await set(`ALTER SYSTEM RESET log_statement`)
  await set('SELECT pg_reload_conf()')
  return median(counts)
}
