import { describe, expect, it } from 'vitest'
import { endpoints } from '#tests/support/manifest.ts'
import { type ActorName, actorNames, worldServer } from '#tests/support/world-server.ts'
import { leaksIn } from './access/canaries.ts'
import { handlers } from './access/handlers.ts'
import { type PageRow, pages } from './access/pages.ts'
import { writeHandlers } from './access/writes/index.ts'

/** Every page and route handler of the build as every kind of actor: the table of design.md section 3, tried. */
const w = await worldServer()
let pairs = 0

function isRefusal(status: number, location: string, row: PageRow): boolean {
  if (status === 404) return true
  return (
    status === 307 && (/^\/sign-in(\?|$)/.test(location) || (row.link === true && location === w.form.path))
  )
}

type Answer = { status: number; location: string; body: string }

async function firstOf(response: Response): Promise<string> {
  const reader = response.body?.getReader()
  const piece = await reader?.read()
  await reader?.cancel()
  return new TextDecoder().decode(piece?.value)
}

/** What the router of the browser asks for is the same page as data; there a refusal is a digest in a stream. */
async function ask(row: PageRow, cookie: string | undefined, payload: boolean): Promise<Answer> {
  const at = row.at(w)
  const ask = payload ? `${at.includes('?') ? '&' : '?'}_rsc` : ''
  const response = await fetch(w.server.url + at + ask, {
    redirect: 'manual',
    headers: { ...(cookie ? { cookie } : {}), ...(payload ? { rsc: '1' } : {}) },
  })
  const body = await (row.endless && response.status === 200 ? firstOf(response) : response.text())
  const location = (response.headers.get('location') ?? '').replace(w.server.url, '')
  if (!payload || response.status !== 200) return { status: response.status, location, body }
  const to = /"digest":"NEXT_REDIRECT;\w+;([^;"]*);/.exec(body)?.[1]
  if (to !== undefined) return { status: 307, location: to, body }
  return { status: body.includes('"digest":"NEXT_HTTP_ERROR_FALLBACK;404"') ? 404 : 200, location, body }
}

async function visit(row: PageRow, actor: ActorName, payload: boolean): Promise<string[]> {
  pairs += 1
  const { status, location, body } = await ask(row, w.cookies[actor], payload)
  const who = `${actor}${payload ? ' (payload)' : ''}`
  const got = `${status} ${location}`.trim()
  const problems = leaksIn(body, actor, row).map((canary) => `${who} sees ${canary}`)
  const expected = row.allowed[actor]
  if (status >= 500) problems.push(`${who} gets ${got}`)
  else if (expected === undefined) {
    if (!isRefusal(status, location, row)) problems.push(`${who} is not refused: ${got}`)
  } else if (expected === 'ok') {
    if (status !== 200) problems.push(`${who} should see it: ${got}`)
  } else if (!(status === 307 && location.startsWith(expected.slice(3)))) {
    problems.push(`${who} should go ${expected}: ${got}`)
  }
  return problems
}

const rows = { ...pages, ...handlers }

describe('the access matrix', () => {
  it('has a row for every page and route handler of the build, and no other', () => {
    const { pages: built, handlers: routes } = endpoints()
    expect(Object.keys(pages).sort()).toEqual(built)
    expect([...Object.keys(handlers), ...Object.keys(writeHandlers)].sort()).toEqual(routes)
  })

  it.each(Object.keys(rows))('%s', async (address) => {
    const row = rows[address]
    if (!row) throw new Error(`no row for ${address}`)
    const problems: string[] = []
    for (const actor of actorNames) {
      problems.push(...(await visit(row, actor, false)))
      if (pages[address]) problems.push(...(await visit(row, actor, true)))
    }
    expect(problems).toEqual([])
  })

  it('changed nothing by looking, and says how much it tried', async () => {
    expect(await w.snapshot.changed()).toEqual([])
    console.info(
      `access matrix: ${pairs} requests, ${Object.keys(rows).length} addresses, ${actorNames.length} actors`,
    )
    expect(pairs).toBeGreaterThan(300)
  })
})
