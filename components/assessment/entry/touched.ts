'use client'

import { useRef } from 'react'

type Control = HTMLInputElement | HTMLTextAreaElement

const isControl = (element: Element): element is Control =>
  (element instanceof HTMLInputElement && element.type !== 'hidden') || element instanceof HTMLTextAreaElement

/** Not as the page was drawn, also when it was changed before the page listened. */
const differs = (control: Control): boolean =>
  control instanceof HTMLInputElement && /^(radio|checkbox)$/.test(control.type)
    ? control.checked !== control.defaultChecked
    : control.value !== control.defaultValue

/**
 * Which fields of the form somebody has touched on this page. The others are told to the server, where what a second examiner
 * has stored of them meanwhile stays. Touched is touched: a field that was emptied again is empty, not unknown.
 */
export function useTouched() {
  const names = useRef(new Set<string>())
  return {
    touch: (name: string) => void names.current.add(name),
    /** Names of the fields that are as they were drawn, with a space between them. */
    untouched(form: HTMLFormElement): string {
      const controls = [...form.elements].filter(isControl).filter(({ name }) => name !== '')
      for (const control of controls) if (differs(control)) names.current.add(control.name)
      const others = controls.map(({ name }) => name).filter((name) => !names.current.has(name))
      return [...new Set(others)].join(' ')
    },
  }
}
