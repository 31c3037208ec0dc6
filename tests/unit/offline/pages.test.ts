import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  aboutOf,
  candidates,
  filesOf,
  isKept,
  isTooOld,
  keptLine,
  keyOf,
  newId,
  noConnectionPage,
  shownCopy,
  withNewIds,
} from '#public/offline/pages.js'

const at = (path: string) => new URL(path, 'https://stepwise.example')
const id = '01998f2e-1111-7222-8333-444455556666'
const other = '01998f2e-9999-7222-8333-444455556666'
const account = '0b2cbb0f-3c1a-4c5e-9a38-2d1d4f5a6b7c'

test('the pages of a patient are kept, and nothing of staff, exports, forms by link, or a correction', () => {
  const kept = ['/today', '/today/run?case=c1&day=2026-11-26', '/my/program/clam', '/my/progress']
  expect(kept.filter((path) => !isKept(at(path)))).toEqual([])
  const not = [
    '/caseload',
    '/cases/c1/log',
    '/my/record',
    '/my/record/export',
    '/f/token',
    '/sign-in',
    '/my/forms',
  ]
  expect([...not, '/today/run?correct=e1', '/today/safety'].filter((path) => isKept(at(path)))).toEqual([])
})

test('a page has one key, however it is asked for and whatever it says once', () => {
  const key = keyOf(at('/today/run?case=c1&day=d1'))
  expect(keyOf(at('/today/run?day=d1&saved=run&case=c1&entry=e1&problem=other'))).toBe(key)
  expect(keyOf(at('/today?saved=run'))).toBe('https://stepwise.example/today')
  expect(keyOf(at('/today/run?case=c2&day=d1'))).not.toBe(key)
})

test('a copy of another case or another day never answers', () => {
  const form = `<input type="hidden" name="caseId" value="c1"><input type="date" name="logDate" value="2026-11-26">`
  const fits = (path: string) => candidates(at(path)).map((one) => one.fits(form))
  expect(fits('/today/run?case=c1&day=2026-11-26')).toEqual([true, true, true, true])
  expect(fits('/today/run?case=c1&day=2026-11-25').slice(1)).toEqual([false, false, false])
  expect(fits('/today/run?case=c2').slice(1)).toEqual([false])
})

const page = (inner: string) =>
  `<!DOCTYPE html><html><body><div id="kept-copy" class="kept-copy" data-account="${account}" data-zone="Europe/Zurich"></div>${inner}</body></html>`

test('a page says whose it is, whole and in order', () => {
  const phone = '<p data-clinic-phone="+41 44 1">'
  expect(aboutOf(page(phone))).toEqual({ account, zone: 'Europe/Zurich', phone: '+41 44 1', severe: null })
  expect(aboutOf(page('').slice(0, -7))).toBeNull()
  expect(aboutOf(page('<template data-dgst="123"></template>'))).toBeNull()
  expect(aboutOf('<html><body>Staff</body></html>')).toBeNull()
})

test('a form that puts an entry right is not kept, whatever its address: the next morning is no correction', () => {
  expect(aboutOf(page('<input type="hidden" name="supersedes" value="e0"/>'))).toBeNull()
  expect(aboutOf(page('<input value="e0" name="supersedes">'))).toBeNull()
  expect(aboutOf(page('<p>supersedes</p>'))).not.toBeNull()
})

const field = (value: string) => `<input type="hidden" name="id" value="${value}"/>`

test('a copy gets an id of its own in its field and in its data, and keeps every other id', () => {
  const html = `${field(id)}<input name="caseId" value="${other}"/><script>self.__next_f.push([1,"{\\"id\\":\\"${id}\\"}"])</script>`
  const shown = withNewIds(html, () => 'new-id')
  expect(shown).not.toContain(id)
  expect(shown.split('new-id')).toHaveLength(3)
  expect(shown).toContain(other)
})

test('an id that the data cuts in two at whichever place is replaced, too', () => {
  const seam = `"])</script><div hidden>x</div><script nonce="n">self.__next_f.push([1,"`
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 35 }), (cut) => {
      const data = `<script>self.__next_f.push([1,"a${id.slice(0, cut)}${seam}${id.slice(cut)}b"])</script>`
      const shown = withNewIds(field(id) + data, () => other)
      expect(shown).toBe(`${field(other)}<script>self.__next_f.push([1,"a${other}${seam}b"])</script>`)
    }),
  )
})

test('each showing of a copy has another id, and says when it was', () => {
  const keptAt = Date.parse('2026-11-26T09:32:00Z')
  let count = 0
  const show = () => shownCopy(page(field(id)), { keptAt, zone: 'Europe/Zurich' }, () => `id-${++count}`)
  const [one, two] = [show(), show()]
  expect(one).toContain('value="id-1"')
  expect(two).toContain('value="id-2"')
  expect(one).toContain('No connection. This is how it was on Thu 26 Nov at 10:32.</p></div>')
  expect(keptLine(keptAt, 'Asia/Kathmandu')).toContain('Thu 26 Nov at 15:17')
})

test('an id is a UUIDv7 of its moment', () => {
  const now = Date.parse('2026-11-26T09:32:00Z')
  const made = newId(now)
  expect(made).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(Number.parseInt(made.replace('-', '').slice(0, 12), 16)).toBe(now)
})

test('a copy is kept as long as an entry may be about its day', () => {
  const now = Date.parse('2026-11-26T09:32:00Z')
  expect(isTooOld(now - 13.9 * 86_400_000, now)).toBe(false)
  expect(isTooOld(now - 14 * 86_400_000, now)).toBe(true)
  expect(isTooOld(Number.NaN, now)).toBe(true)
})

test('the page without a copy is honest, and cannot be written into by its address', () => {
  const html = noConnectionPage({ path: '/my/forms?a="><script>', phone: '044 1' })
  expect(html).toContain('You can reach the clinic at 044 1.')
  expect(html).not.toContain('"><script>')
  const words = [{ tone: 'red' as const, text: 'Call <b> 044 1.', numbers: ['044 1'] }]
  const waits = noConnectionPage({ path: '/today', phone: null, waiting: 2, words })
  for (const part of ['2 entries wait on this phone', 'Call &#60;b&#62; 044 1.', 'href="tel:0441"'])
    expect(waits).toContain(part)
  expect(noConnectionPage({ path: '/today', phone: null, lost: true })).toContain('was not saved')
})

test('the files of a page are those that it names', () => {
  const html = `<script src="/_next/static/chunks/a-1.js"></script><script>push("\\"/_next/static/chunks/b.css\\",x")</script><link href="/_next/static/chunks/a-1.js">`
  expect(filesOf(html)).toEqual(['/_next/static/chunks/a-1.js', '/_next/static/chunks/b.css'])
})
