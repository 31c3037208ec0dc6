'use client'

import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react'
import { useBuilder } from './builder-context.ts'

type DragHandleProps = { itemKey: string; name: string; index: number; count: number }

/** Takes an exercise to another place: by dragging, or with the arrow keys. The row's menu does the same without script. */
export function DragHandle({ itemKey, name, index, count }: DragHandleProps) {
  const send = useBuilder()
  const handle = useRef<HTMLButtonElement>(null)
  const drag = useRef<{ from: number; to: number } | null>(null)
  const keyed = useRef(false)

  const row = () => handle.current?.closest('li') ?? null
  const rows = () => [...(row()?.parentElement?.children ?? [])] as HTMLElement[]

  function rest() {
    drag.current = null
    const own = row()
    if (own) own.style.transform = ''
    for (const other of rows()) other.removeAttribute('data-drop')
  }

  function start(event: PointerEvent) {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    drag.current = { from: event.clientY, to: index }
  }

  function move(event: PointerEvent) {
    const now = drag.current
    const own = row()
    if (!now || !own) return
    own.style.transform = `translateY(${event.clientY - now.from}px)`
    const others = rows().filter((other) => other !== own)
    const middle = (node: HTMLElement) => node.getBoundingClientRect().top + node.offsetHeight / 2
    now.to = others.filter((other) => middle(other) < event.clientY).length
    for (const [at, other] of others.entries()) {
      other.toggleAttribute('data-drop', false)
      if (at === now.to) other.setAttribute('data-drop', 'before')
      else if (at === now.to - 1 && now.to === others.length) other.setAttribute('data-drop', 'after')
    }
  }

  function end() {
    const to = drag.current?.to ?? index
    rest()
    if (to !== index) send(`move:${itemKey}:${to}`)
  }

  function key(event: KeyboardEvent) {
    const by = event.key === 'ArrowUp' ? 'up' : event.key === 'ArrowDown' ? 'down' : null
    if (!by) return
    event.preventDefault()
    keyed.current = true
    send(`${by}:${itemKey}`)
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: a moved row must not lose the keyboard
  useEffect(() => {
    if (keyed.current) handle.current?.focus()
  }, [index])

  return (
    <button
      ref={handle}
      type="button"
      aria-label={`Move ${name}, ${index + 1} of ${count}. Arrow keys move it.`}
      className="grid h-11 w-6 shrink-0 cursor-grab touch-none place-items-center rounded-field text-ink-3 hover:bg-hover active:cursor-grabbing pointer-coarse:w-9"
      onPointerDown={start}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={rest}
      onKeyDown={key}
      onBlur={() => {
        keyed.current = false
      }}
    >
      <svg width="15" height="15" viewBox="0 0 24 24" fill="currentColor" aria-hidden="true">
        {[5, 12, 19].flatMap((y) => [9, 15].map((x) => <circle key={`${x}-${y}`} cx={x} cy={y} r="1.6" />))}
      </svg>
    </button>
  )
}
