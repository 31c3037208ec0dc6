// @ts-check
/** Which pages a phone keeps, under which key, and what is changed in a copy before it is shown. Pure: the clock is an argument. */

const paths = [
  /^\/today$/,
  /^\/today\/(session|run|morning|pain|entries)$/,
  /^\/my\/program(\/[^/]+)?$/,
  /^\/my\/progress$/,
]
/** What a page says once, after something was done. */
const saidOnce = ['saved', 'entry', 'problem', 'done', '_rsc']
const DAY_MS = 86_400_000
/** As long as an entry may be about its day (DAYS_BACK of lib/tracking/entries/schema.ts). */
export const KEPT_DAYS = 14

/**
 * A page whose copy is kept. One that puts an entry right is not: the entry may have been changed meanwhile.
 * @param {URL} url
 */
export const isKept = (url) =>
  paths.some((path) => path.test(url.pathname)) && !url.searchParams.has('correct')

/** What it says once is not how it is. @param {URL} url */
export const saysOnce = (url) => saidOnce.some((name) => url.searchParams.has(name))

/** @param {URL} url A page of a patient, kept or not. */
export const isOwn = (url) => /^\/(today|my)(\/|$)/.test(url.pathname) || url.pathname === '/'

const ofEntry = /^\/today\/(session|run|morning)$/

/** What is entered on this page; null where it is no form of an entry. @param {URL} url */
export const entryOf = (url) =>
  /** @type {'session' | 'run' | 'morning' | null} */ (ofEntry.exec(url.pathname)?.[1] ?? null)

/** A form whose entry waits on the phone where it gets no answer: not of one that is put right. @param {URL} url */
export const isNewEntry = (url) =>
  entryOf(url) !== null && !['correct', 'after'].some((name) => url.searchParams.has(name))

/** What the script of a form reads where it was refused by what stands before the server, or before it was looked at. */
export const NOT_TAKEN = 'Not saved: this was refused as it was sent. What you typed is still here.'

/**
 * @param {URL} url
 * @param {readonly string[]} [without] Names of the query that are left out.
 */
export function keyOf(url, without = []) {
  const dropped = [...saidOnce, ...without]
  const asked = [...url.searchParams].filter(([name]) => !dropped.includes(name))
  const query = new URLSearchParams(asked.sort(([a], [b]) => (a < b ? -1 : 1))).toString()
  return `${url.origin}${url.pathname}${query ? `?${query}` : ''}`
}

/**
 * Keys of copies that may answer, the best first, and whether one found there is about the case and the day that were asked for.
 * @param {URL} url
 * @returns {{ key: string, fits: (html: string) => boolean }[]}
 */
export function candidates(url) {
  const [caseId, day] = [url.searchParams.get('case'), url.searchParams.get('day')]
  const exact = { key: keyOf(url), fits: () => true }
  /** @param {string} html */
  const ofCase = (html) =>
    caseId === null ||
    html.includes(`name="caseId" value="${caseId}"`) ||
    html.includes(`/today/pain?case=${caseId}"`)
  /** @param {string} html */
  const ofDay = (html) => day === null || new RegExp(`name="logDate"[^>]* value="${day}"`).test(html)
  /** @param {string[]} names @returns {{ key: string, fits: (html: string) => boolean }} */
  const looser = (names) => ({ key: keyOf(url, names), fits: (html) => ofCase(html) && ofDay(html) })
  return [
    exact,
    ...(day === null ? [] : [looser(['day'])]),
    ...(caseId === null ? [] : [looser(['case'])]),
    ...(day === null || caseId === null ? [] : [looser(['case', 'day'])]),
  ]
}

/** An attribute as it was meant. @param {string | null} text */
const plain = (text) => text?.replace(/&(?:#x27|quot|lt|gt|amp);/g, (sign) => signs[sign] ?? sign) ?? null
/** @type {Record<string, string>} */
const signs = { '&#x27;': "'", '&quot;': '"', '&lt;': '<', '&gt;': '>', '&amp;': '&' }

/**
 * What a page says of itself to the phone; null for one that is not a patient's, that ended in the middle, or whose form puts an
 * entry right: opened on another day it would change that entry instead of making one.
 * @param {string} html
 */
export function aboutOf(html) {
  const account = /<div id="kept-copy"[^>]* data-account="([0-9a-f-]{36})"/.exec(html)?.[1]
  const zone = /<div id="kept-copy"[^>]* data-zone="([^"]+)"/.exec(html)?.[1]
  const broken = /data-dgst=|id="__next-page-redirect"|id="__next_error__"/.test(html)
  const isCorrection = /<input\b[^>]* name="supersedes"/.test(html)
  if (!account || !zone || broken || isCorrection || !html.trimEnd().endsWith('</html>')) return null
  /** @param {string} name */
  const said = (name) => new RegExp(`data-${name}="([^"]*)"`).exec(html)?.[1] ?? null
  return { account, zone, phone: plain(said('clinic-phone')), severe: plain(said('severe')) }
}

/** @param {number} keptAt @param {number} now */
export const isTooOld = (keptAt, now) => !(keptAt > now - KEPT_DAYS * DAY_MS)

/** A UUIDv7. @param {number} now @param {Uint8Array} [random] 16 bytes. */
export function newId(now, random = crypto.getRandomValues(new Uint8Array(16))) {
  const bytes = Uint8Array.from(random)
  for (let at = 0; at < 6; at += 1) bytes[at] = Math.floor(now / 256 ** (5 - at)) % 256
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** Where Next ends one piece of a page's data and begins the next, which may be in the middle of an id. */
const SEAM = '"\\]\\)</script>(?:(?!self\\.__next_f)[^])*?self\\.__next_f\\.push\\(\\[1,"'

/**
 * The page with an id of its own: a copy that is opened twice is two entries. The id of the form stands in its field and in the
 * data that the scripts draw it from.
 * @param {string} html @param {() => string} next
 */
export function withNewIds(html, next) {
  const fields = html.match(/<input\b[^>]*>/g) ?? []
  const ids = fields.flatMap((field) =>
    / name="id"/.test(field) ? (/ value="([0-9a-f-]{36})"/.exec(field)?.[1] ?? []) : [],
  )
  return [...new Set(ids)].reduce((page, id) => {
    const fresh = next()
    const pattern = new RegExp([...id].join(`(?:${SEAM})?`), 'g')
    return page.replace(pattern, (found) => fresh + (new RegExp(SEAM).exec(found)?.[0] ?? ''))
  }, html)
}

/**
 * "Thu 26 Nov at 10:32", on the patient's clock.
 * @param {number} at @param {string} zone
 */
export function momentText(at, zone) {
  /** @param {Intl.DateTimeFormatOptions} options */
  const part = (options) => new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options }).format(at)
  const day = new Intl.DateTimeFormat('en-US', { timeZone: zone, month: 'short' }).format(at)
  const time = part({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  return `${part({ weekday: 'short' })} ${part({ day: 'numeric' })} ${day} at ${time}`
}

/** @param {number} keptAt @param {string} zone */
export const keptLine = (keptAt, zone) => `No connection. This is how it was on ${momentText(keptAt, zone)}.`

/**
 * A copy as it is shown: with ids of its own and the line that says what it is.
 * @param {string} html @param {{ keptAt: number, zone: string }} copy @param {() => string} next
 */
export const shownCopy = (html, { keptAt, zone }, next) =>
  withNewIds(html, next).replace(
    /(<div id="kept-copy"[^>]*>)(?=<\/div>)/,
    (opening) => `${opening}<p role="status" class="kept-line">${keptLine(keptAt, zone)}</p>`,
  )

/** @param {string} text */
const escaped = (text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** Its numbers can be called. @param {import('./outbox.js').Words} words */
function spoken({ text, numbers }) {
  const links = numbers
    .filter((number) => /\d/.test(number))
    .map((number) => `<a href="tel:${number.replace(/[^\d+]/g, '')}">Call ${escaped(number)}</a>`)
  return `<p role="alert"><strong>${escaped(text)}</strong></p>${links.length > 0 ? `<p>${[...new Set(links)].join(' ')}</p>` : ''}`
}

/**
 * What is shown where there is neither a network nor a copy.
 * @param {{ path: string, phone: string | null, lost?: boolean, waiting?: number, refused?: number, words?: readonly import('./outbox.js').Words[] }} about
 *   `lost`: something was sent and is not kept; `waiting`: so many entries are, and will be sent; `refused`: so many are, and will not; `words`: what they ask for.
 */
export function noConnectionPage({ path, phone, lost = false, waiting = 0, refused = 0, words = [] }) {
  const call = phone ? ` You can reach the clinic at ${escaped(phone)}.` : ''
  const told = [...new Map(words.map((word) => [word.text, word])).values()].map(spoken).join('')
  const kept =
    waiting === 0
      ? ''
      : `<p>${waiting === 1 ? '1 entry waits' : `${waiting} entries wait`} on this phone and ${waiting === 1 ? 'is' : 'are'} not at the clinic yet.</p>`
  const notTaken =
    refused === 0
      ? ''
      : `<p>${refused === 1 ? '1 entry was' : `${refused} entries were`} not taken, and ${refused === 1 ? 'is' : 'are'} only on this phone.</p>`
  const why = lost
    ? 'What you sent was not saved, and it is not kept on this phone. Please enter it again when there is a connection.'
    : 'This page is not on your phone yet. It opens as soon as there is a connection.'
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>No connection – Stepwise</title><style>
:root{color-scheme:light dark}body{margin:0;font:1.0625rem/1.5 system-ui,sans-serif;background:light-dark(#f4f7f6,#0c1312);color:light-dark(#17211f,#e4edeb)}
main{max-width:26rem;margin:0 auto;padding:3rem 1.25rem}a{display:inline-flex;min-height:2.75rem;align-items:center;color:inherit}
.again{margin:.5rem 1rem .5rem 0;padding:0 1.25rem;border-radius:.75rem;background:light-dark(#0b655f,#63c5ba);color:light-dark(#fff,#04211e);text-decoration:none;font-weight:600}
</style></head><body><main><h1>No connection</h1>${told}<p>${why}${call}</p>${kept}${notTaken}<p><a class="again" role="button" href="${escaped(path)}">Try again</a><a href="/today">Go to Today</a></p></main></body></html>`
}

/** Scripts, styles and fonts that a page names. @param {string} html */
export const filesOf = (html) => [...new Set(html.match(/\/_next\/static\/[^"'\\\s<>)&?]+\.\w+/g) ?? [])]
