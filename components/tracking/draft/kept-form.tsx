'use client'

import { useRef } from 'react'
import { type DraftAbout, useDraft } from './use-draft.ts'

/** Belongs into the form of a new entry of the patient: what she entered is still there when the phone has dropped the page. */
export function KeptForm(about: DraftAbout) {
  const here = useRef<HTMLSpanElement>(null)
  useDraft(here, about)
  return <span ref={here} hidden />
}
