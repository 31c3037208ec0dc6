'use client'

import { useEffect, useRef } from 'react'
import type { Opening } from '#lib/intake/drafts/rules.ts'
import { followAnswers } from './opening.ts'

/** Opens questions and keeps "none" alone, for a form that is sent in one go and saves nothing on the way. */
export function LiveOpening({ opening }: { opening: Opening | null }) {
  const here = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const form = here.current?.closest('form')
    return form ? followAnswers(form, opening) : undefined
  }, [opening])
  return <span ref={here} hidden />
}
