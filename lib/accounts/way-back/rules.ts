import type { Role } from '#lib/access/actor.ts'

/** In which proxy.ts tells a page its own address. What a client sends under this name is written over. */
export const PATH_HEADER = 'x-stepwise-path'

/** Why somebody has to sign in, where the sign-in says so: what was sent is lost, or waits in another tab or on the phone. */
export const reasons = ['entry', 'number', 'tab', 'waits'] as const
export type Reason = (typeof reasons)[number]

/** In which somebody types whom she looks for. */
const searches = ['q', 'person']
const plain = /^[\w.,:-]{0,80}$/

/** The address without what somebody typed: a name must not stay in the address bar of a computer that nobody is signed in at. */
function withoutWords(path: string): string {
  const [page = '', query] = path.split('?', 2)
  const kept = [...new URLSearchParams(query)].filter(
    ([name, value]) => !searches.includes(name) && plain.test(value),
  )
  return kept.length > 0 ? `${page}?${new URLSearchParams(kept)}` : page
}

/** The sign-in, with the way back to `path`. */
export function signInPath(path: string | null, why?: Reason): string {
  const next = path && withoutWords(path)
  const query = new URLSearchParams({ ...(next ? { next } : {}), ...(why ? { why } : {}) })
  return query.size > 0 ? `/sign-in?${query}` : '/sign-in'
}

type Roles = { roles: readonly Role[] }

/** Where somebody belongs after signing in. */
export function homeOf({ roles }: Roles): '/caseload' | '/admin/accounts' | '/today' {
  if (roles.includes('physio')) return '/caseload'
  return roles.includes('admin') ? '/admin/accounts' : '/today'
}

/** Whose the pages are, by the first name of their address. */
const readers: ReadonlyMap<string, readonly Role[]> = new Map([
  ['today', ['patient']],
  ['my', ['patient']],
  ['caseload', ['physio']],
  ['alerts', ['physio']],
  ['intakes', ['physio']],
  ['cases', ['physio']],
  ['patients', ['physio', 'admin']],
  ['library', ['physio', 'admin']],
  ['account', ['physio', 'admin']],
  ['admin', ['admin']],
])

const elsewhere = 'http://stepwise.invalid'

/** Whether a browser reads it, letter by letter, as an address of this site: no host, backslash, tab or ".." hides in it. */
function isOwnPath(path: string): boolean {
  if (!URL.canParse(path, elsewhere)) return false
  const { origin, pathname, search } = new URL(path, elsewhere)
  return origin === elsewhere && pathname + search === path
}

/** A file is asked for on its page. */
const file = /\/(export|pdf|save)(?=\?|$)/

/** Where whoever has signed in goes on: to the page that was asked for, when it is one of ours and theirs; otherwise home. */
export function landingOf(who: Roles, next: string | undefined): string {
  const path = next && isOwnPath(next) ? next.replace(file, '') : ''
  const [, name = ''] = path.split(/[/?]/)
  return readers.get(name)?.some((role) => who.roles.includes(role)) ? path : homeOf(who)
}
