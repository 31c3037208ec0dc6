import { type RefObject, useContext, useEffect, useRef, useState } from 'react'
import { FormContext } from '#components/forms/form-context.ts'
import { useOpener } from '#components/forms/opener.tsx'
import { saveLater } from '#components/offline/save-later.ts'
import { forgetTakenUp } from '#components/offline/taken-up.ts'
import type { Flow } from '#lib/tracking/session-logs/flow/rules.ts'
import {
  answersOnly,
  askedAnew,
  type DraftOf,
  fillForm,
  isBegun,
  isEntry,
  keepDraft,
  keptDraft,
  reachedFields,
} from './draft.ts'

export type DraftAbout = Omit<DraftOf, 'accountId'>

/**
 * Keeps the form around `here` on the phone from the first answer on, and puts back what was kept when the page comes alive, but that
 * nothing was noticed; what was refused comes with its answers. `flow`: how far somebody is in a session, kept with it. Returns whether the page is alive.
 */
export function useDraft(
  here: RefObject<HTMLElement | null>,
  { kind, caseId, day }: DraftAbout,
  flow: Flow | null = null,
  restore?: (flow: unknown) => void,
): boolean {
  const accountId = useOpener()
  const { result, unanswered } = useContext(FormContext)
  const [live, setLive] = useState(false)
  const begun = useRef(false)
  const asKept = useRef(false)
  const taken = result.status === 'error' && result.conflict === true

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page has come alive
  useEffect(() => {
    const form = here.current?.closest('form')
    const kept = accountId && result.status === 'idle' ? keptDraft({ kind, accountId, caseId, day }) : null
    if (form && kept) {
      // What was answered before any script ran is not kept yet.
      asKept.current = !isBegun(form)
      fillForm(form, askedAnew(flow ? kept.fields : answersOnly(reachedFields(kept))))
      begun.current = true
      restore?.(kept.flow)
      if (accountId) void forgetTakenUp({ kind, accountId, caseId }, kept.fields)
    }
    setLive(true)
  }, [])

  useEffect(() => {
    // A questionnaire does not go by itself.
    if (!unanswered || !accountId || !isEntry(kind)) return
    unanswered.current = (data, form) => saveLater({ kind, accountId }, data, form)
  }, [unanswered, accountId, kind])

  useEffect(() => {
    const form = here.current?.closest('form')
    if (!form || !live || !accountId) return
    const keep = () => {
      begun.current ||=
        isBegun(form) || (flow !== null && (flow.at > 0 || flow.sets.some((done) => done > 0)))
      if (begun.current) keepDraft({ kind, accountId, caseId, day }, form, flow, taken)
    }
    // Opened again it stays as it was kept, until it is changed.
    if (!asKept.current) keep()
    asKept.current = false
    form.addEventListener('input', keep)
    return () => form.removeEventListener('input', keep)
  }, [here, accountId, kind, caseId, day, flow, live, taken])

  return live
}
