import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Autosave, type SaveState, startAutosave } from '#components/intake/live/autosave.ts'
import type { Clash } from '#lib/intake/drafts/schema.ts'

/** As much of a form as saving asks: one text, the revision, and "Continue". */
class Form extends EventTarget {
  text = { matches: () => true, type: 'text', value: 'drawn', defaultValue: 'drawn' }
  revision = { matches: () => false, value: 'r1' }
  submits = 0
  elements = Object.assign([this.text, this.revision], { namedItem: () => this.revision })
  type(value: string) {
    this.text.value = value
    this.dispatchEvent(new Event('input'))
  }
  requestSubmit() {
    if (this.dispatchEvent(new Event('submit', { cancelable: true }))) this.submits += 1
  }
  querySelectorAll = () => []
}

let form: Form
let saving: Autosave
let navigation = 'navigate'
let online = true
/** Whether what arrives is answered. */
let answered = true
const posts: string[] = []
let clashes: Clash[] = []
const told: SaveState['kind'][] = []
const start = () => {
  saving = startAutosave(form as unknown as HTMLFormElement, '/f/x/save', ({ kind }) => told.push(kind))
}

beforeEach(() => {
  vi.useFakeTimers()
  form = new Form()
  online = true
  answered = true
  clashes = []
  navigation = 'navigate'
  posts.length = 0
  told.length = 0
  vi.stubGlobal('window', new EventTarget())
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }))
  // Its clock is the test runner's as well.
  vi.spyOn(performance, 'getEntriesByType').mockImplementation(() => [{ type: navigation }] as never)
  vi.stubGlobal('FormData', function of({ text, revision }: Form) {
    return { text: text.value, revision: revision.value }
  })
  vi.stubGlobal('fetch', async (_url: string, { body }: { body: { text: string; revision: string } }) => {
    if (!online) throw new TypeError('fetch failed')
    posts.push(`${body.text} on ${body.revision}`)
    if (!answered) throw new TypeError('connection lost')
    const data = { revision: `r${posts.length + 1}`, errors: {}, clashes, danger: null, leave: null }
    return Response.json({ status: 'ok', data })
  })
})
afterEach(() => {
  saving.stop()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** Presses "Continue", whose action is then under way. */
const press = () => {
  form.requestSubmit()
  saving.wait(true)
}

describe('a form that saves itself', () => {
  test('sends what was typed a moment later', async () => {
    start()
    form.type('a')
    await vi.advanceTimersByTimeAsync(3000)
    expect([posts, told.at(-1), form.revision.value]).toEqual([['a on r1'], 'saved', 'r2'])
  })

  test('says what waits for a choice until a save has nothing that does', async () => {
    start()
    clashes = [{ id: 'main_problem', question: 'Where?', saved: 'There', mine: 'Here' }]
    form.type('a')
    await vi.advanceTimersByTimeAsync(3000)
    expect(told.at(-1)).toBe('clash')
    clashes = []
    form.type('b')
    await vi.advanceTimersByTimeAsync(3000)
    expect(told.at(-1)).toBe('saved')
  })

  test('sends what "Continue" could not, and says nothing of saved before', async () => {
    start()
    form.type('a')
    online = false
    press()
    saving.wait(false)
    await vi.advanceTimersByTimeAsync(3000)
    expect([posts, told]).toEqual([[], ['saving', 'offline']])
    online = true
    await vi.advanceTimersByTimeAsync(10_000)
    expect([posts, told.at(-1)]).toEqual([['a on r1'], 'saved'])
  })

  test('sends what "Continue" sent in vain as it was, before what was typed since', async () => {
    start()
    form.type('a')
    press()
    form.type('ab')
    saving.wait(false)
    await vi.advanceTimersByTimeAsync(3000)
    expect(posts).toEqual(['a on r1', 'ab on r2'])
  })

  test('sends nothing beside "Continue", and nothing twice once its page has come', async () => {
    start()
    form.type('a')
    press()
    await vi.advanceTimersByTimeAsync(30_000)
    saving.renew()
    saving.wait(false)
    await vi.advanceTimersByTimeAsync(30_000)
    expect(posts).toEqual([])
  })

  test('sends what was typed while "Continue" was under way', async () => {
    start()
    form.type('a')
    press()
    form.type('ab')
    saving.renew()
    form.revision.value = 'r9'
    saving.wait(false)
    await vi.advanceTimersByTimeAsync(3000)
    expect(posts).toEqual(['ab on r9'])
  })

  test('sends a save that was not answered again before "Continue", as it was', async () => {
    start()
    form.type('a')
    answered = false
    await vi.advanceTimersByTimeAsync(3000)
    answered = true
    form.type('ab')
    form.requestSubmit()
    expect(form.submits).toBe(0)
    await vi.advanceTimersByTimeAsync(0)
    expect(posts).toEqual(['a on r1', 'a on r1', 'ab on r3'])
    expect([form.submits, form.revision.value]).toEqual([1, 'r4'])
  })

  test('lets "Continue" go out beside a save that gets no answer twice, and keeps that save', async () => {
    start()
    form.type('a')
    online = false
    await vi.advanceTimersByTimeAsync(3000)
    form.type('ab')
    press()
    await vi.advanceTimersByTimeAsync(0)
    expect(form.submits).toBe(1)
    online = true
    saving.wait(false)
    await vi.advanceTimersByTimeAsync(0)
    expect(posts).toEqual(['a on r1', 'ab on r2'])
  })

  test('lets "Continue" wait for a save that is under way', async () => {
    start()
    form.type('a')
    vi.advanceTimersByTime(2600)
    form.requestSubmit()
    expect(form.submits).toBe(0)
    await vi.advanceTimersByTimeAsync(0)
    expect([posts, form.submits, form.revision.value]).toEqual([['a on r1'], 1, 'r2'])
  })
})

describe('what stood in the fields when the page came alive', () => {
  test('is sent when it was typed before', async () => {
    form.text.value = 'typed early'
    start()
    await vi.advanceTimersByTimeAsync(3000)
    expect(posts).toEqual(['typed early on r1'])
  })

  test('is not sent when it is what was drawn', async () => {
    start()
    await vi.advanceTimersByTimeAsync(30_000)
    expect(posts).toEqual([])
  })

  test.each(['reload', 'back_forward'])('is not sent after a %s: the browser filled it in', async (how) => {
    navigation = how
    form.text.value = 'of yesterday'
    start()
    await vi.advanceTimersByTimeAsync(30_000)
    expect(posts).toEqual([])
  })
})
