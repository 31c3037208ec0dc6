import { type RefObject, useLayoutEffect, useRef } from 'react'
import type { SeenPhase } from '#lib/programs/seen/schema.ts'

type Control = HTMLInputElement | HTMLSelectElement

type Drawn = { seen: SeenPhase; version: number }
type Saved = { seen: SeenPhase | null; version: number }

const SETTINGS = 'phase'
/** The part of the draft that a field belongs to: the key of an exercise, or the settings of the phase. */
const partOf = (name: string): string | null => {
  const [first, key] = name.split('.')
  if (first === 'item') return key ?? null
  return first === 'phase' ? SETTINGS : null
}

const controls = (form: HTMLFormElement | null) =>
  [...(form?.elements ?? [])].filter(
    (node): node is Control => node instanceof HTMLInputElement || node instanceof HTMLSelectElement,
  )

const differs = (node: Control) =>
  node instanceof HTMLSelectElement
    ? node.dataset.drawn !== undefined && node.value !== node.dataset.drawn
    : node.type === 'checkbox'
      ? node.checked !== node.defaultChecked
      : node.value !== node.defaultValue

/** Shows what was drawn. The fields keep their own value once somebody has typed; a redraw alone does not change it. */
function show(node: Control) {
  if (node instanceof HTMLSelectElement) {
    if (node.dataset.drawn !== undefined) node.value = node.dataset.drawn
  } else if (node.type === 'checkbox') node.checked = node.defaultChecked
  else if (node.value !== node.defaultValue) node.value = node.defaultValue
}

/**
 * Which state of the draft the fields stand for, part by part. A part in which she types keeps what she typed, and with it the
 * state that she typed it over: a redraw with somebody else's newer one reaches the other parts alone. So a save never claims
 * to have seen what was not on the page.
 */
export function useSeenParts(
  form: RefObject<HTMLFormElement | null>,
  drawn: Drawn,
  posted: SeenPhase | null,
  changed: () => void,
) {
  const base = useRef(posted ?? drawn.seen)
  // Typed and not saved yet, and how often; after a post without script that was refused, all of it.
  const typed = useRef(
    new Map(posted ? [SETTINGS, ...drawn.seen.items.map(({ key }) => key)].map((part) => [part, 0]) : []),
  )
  const inFlight = useRef(new Map<string, number>())
  const saved = useRef(0)

  /** Takes the drawn state over wherever she is not typing. */
  function settle() {
    // Drawn before her last save was in it.
    if (drawn.version < saved.current) return
    const focused = document.activeElement
    const here =
      focused instanceof HTMLInputElement && focused.type !== 'checkbox' && form.current?.contains(focused)
        ? partOf(focused.name)
        : null
    const holds = (part: string) => typed.current.has(part) || part === here
    for (const node of controls(form.current)) {
      const part = partOf(node.name)
      if (part && !holds(part)) show(node)
    }
    const before = base.current
    const known = new Map(before.items.map((item) => [item.key, item]))
    const keys = new Set(drawn.seen.items.map(({ key }) => key))
    base.current = {
      phases: drawn.seen.phases,
      settings: holds(SETTINGS) ? before.settings : drawn.seen.settings,
      items: [
        ...drawn.seen.items.map((item) => (holds(item.key) ? (known.get(item.key) ?? item) : item)),
        ...before.items.filter(({ key }) => !keys.has(key) && typed.current.has(key)),
      ],
    }
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, what was typed before the page came alive
  useLayoutEffect(() => {
    const early = controls(form.current).filter((node) => partOf(node.name) && differs(node))
    for (const node of early) typing(node.name)
    if (early.length > 0) changed()
  }, [])
  useLayoutEffect(settle)

  function typing(name: string) {
    const part = partOf(name)
    if (part) typed.current.set(part, (typed.current.get(part) ?? 0) + 1)
  }

  return {
    settle,
    typing,
    /** Whether something is typed in an exercise that a newer drawing has no more. */
    wouldLose: (next: SeenPhase) =>
      drawn.seen.items.some(
        ({ key }) => typed.current.has(key) && !next.items.some((item) => item.key === key),
      ),
    /** Leaves what she typed in a post, and what she had before her. */
    shape(data: FormData, over: string | undefined) {
      if (over) {
        const read = JSON.parse(over) as SeenPhase
        const keys = new Set(read.items.map(({ key }) => key))
        base.current = {
          ...read,
          items: [...read.items, ...base.current.items.filter(({ key }) => !keys.has(key))],
        }
      }
      for (const name of new Set(data.keys())) {
        const part = partOf(name)
        if (part && !typed.current.has(part)) data.delete(name)
      }
      data.set('seen', JSON.stringify(base.current))
      inFlight.current = new Map(typed.current)
    },
    saved({ seen, version }: Saved) {
      saved.current = Math.max(saved.current, version)
      const sent = inFlight.current
      for (const [part, times] of sent) if (typed.current.get(part) === times) typed.current.delete(part)
      if (!seen) return
      const before = base.current
      const known = new Map(before.items.map((item) => [item.key, item]))
      const keys = new Set(seen.items.map(({ key }) => key))
      base.current = {
        phases: seen.phases,
        settings: sent.has(SETTINGS) ? seen.settings : before.settings,
        items: [
          ...seen.items.map((item) => (sent.has(item.key) ? item : (known.get(item.key) ?? item))),
          ...before.items.filter(({ key }) => !keys.has(key) && typed.current.has(key)),
        ],
      }
    },
  }
}
