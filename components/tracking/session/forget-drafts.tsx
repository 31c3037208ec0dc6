'use client'

import { useEffect } from 'react'
import { forgetDrafts } from './draft.ts'

/** Stands on the page that says "saved": what was kept on the phone until then is not needed any more. */
export function ForgetDrafts() {
  useEffect(() => forgetDrafts(), [])
  return null
}
