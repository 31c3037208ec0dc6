'use client'

import { useEffect, useRef } from 'react'
import type { Opening } from '#lib/intake/drafts/rules.ts'
import { applyOpening, keepExclusive } from './opening.ts'

/** Opens questions and keeps "none" alone, for a form that is sent in one go and saves nothing on the way. */
export function LiveOpening({ opening }: { opening: Opening | null }) {
  const here = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const form = here.current?.closest('form')
    if (!form) return
    const follow = (event: Event) => {
      if (event.target instanceof HTMLInputElement && event.type === 'change') keepExclusive(event.target)
      if (opening) applyOpening(form, opening)
    }
    if (opening) applyOpening(form, opening)
    form.addEventListener('input', follow)
    form.addEventListener('change', follow)
    return () => {
      form.removeEventListener('input', follow)
      form.removeEventListener('change', follow)
    }
  }, [opening])
  return <span ref={here} hidden />
}
