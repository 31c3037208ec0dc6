'use client'

import { useEffect, useRef, useState } from 'react'
import { useOpener } from '#components/forms/opener.tsx'
import { forgetTakenUp } from '#components/offline/taken-up.ts'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { dayText } from '#lib/dates.ts'
import { DeleteFromPhone } from './delete-from-phone.tsx'
import {
  askedAnew,
  type Draft,
  type DraftOf,
  fillForm,
  forgetDraftOf,
  keptDraft,
  putDraft,
  takeUp,
} from './draft.ts'

const valueIn = (fields: Draft['fields'], wanted: string) => fields.find(([name]) => name === wanted)?.[1]

/** What the form says to each answer, drawn with it: the files that know it are too heavy for a page. */
export type MorningLabels = Readonly<Record<'swelling' | 'log_safety', Readonly<Record<string, string>>>>

/** "Pain 4, a little swollen, …" */
export function morningText(fields: Draft['fields'], labels: MorningLabels): string {
  const said = (field: keyof MorningLabels) =>
    fields.flatMap(([name, value]) => (name === field ? (labels[field][value] ?? []) : []))
  const score = valueIn(fields, 'score')
  const swelling = said('swelling').map((label) => label.toLowerCase())
  return [score && `Pain ${score}`, ...swelling, ...said('log_safety'), valueIn(fields, 'note')]
    .filter(Boolean)
    .join(', ')
}

/** What goes into the form of another entry: neither whose it is nor of which day. */
const own = ['id', 'caseId', 'logDate', 'supersedes']
export const answersIn = (fields: Draft['fields']): Draft['fields'] =>
  fields.filter(([name]) => !own.includes(name))

type Shown = { fields: Draft['fields']; day: string; labels: MorningLabels }
type ShownProps = Shown & { onUse: () => void; onDelete: () => void }

export function KeptBesideNotice({ fields, day, labels, onUse, onDelete }: ShownProps) {
  const about = valueIn(fields, 'logDate') || day
  return (
    <Notice tone="ink" title={`On this phone, not saved, of ${dayText(about)}`}>
      <p>{morningText(fields, labels)}</p>
      <p className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button size="phone" onClick={onUse}>
          {about === day ? 'Use it instead' : `Open it for ${dayText(about)}`}
        </Button>
        <DeleteFromPhone what="What is on this phone" onDelete={onDelete} />
      </p>
    </Notice>
  )
}

/**
 * Belongs into the form that puts a morning right: one that the phone has kept of the same day, which was entered already, stands beside
 * the stored one until she takes it over or deletes it. One that was refused stays among those that wait until then, with what its
 * answers ask for, of which the stored one says nothing.
 */
export function KeptBeside({ caseId, day, labels }: { caseId: string; day: string; labels: MorningLabels }) {
  const accountId = useOpener()
  const here = useRef<HTMLDivElement>(null)
  const [kept, setKept] = useState<Draft | null>(null)
  const of = (day: string): DraftOf => ({ kind: 'morning', accountId: accountId ?? '', caseId, day })
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each form
  useEffect(() => setKept(keptDraft(of(day))), [accountId, caseId, day])
  const remove = () => {
    forgetDraftOf(of(day))
    setKept(null)
  }
  const forgetRefused = (fields: Draft['fields']) => void forgetTakenUp(of(day), fields)
  const use = (fields: Draft['fields']) => {
    const about = valueIn(fields, 'logDate') || day
    if (about !== day) {
      if (takeUp(of(about), fields) !== 'kept') return
      remove()
      return location.assign(`/today/morning?case=${caseId}&day=${about}`)
    }
    const form = here.current?.closest('form')
    if (!form) return
    fillForm(form, askedAnew(answersIn(fields)), true)
    // Saved with this form it is not needed any more.
    putDraft(of(day), [['id', `${new FormData(form).get('id')}`], ...answersIn(fields)], true)
    form.dispatchEvent(new Event('input', { bubbles: true }))
    setKept(null)
    forgetRefused(fields)
  }
  const drop = (fields: Draft['fields']) => {
    remove()
    forgetRefused(fields)
  }
  return (
    <div ref={here} hidden={kept === null}>
      {kept ? (
        <KeptBesideNotice
          {...{ fields: kept.fields, day, labels }}
          onUse={() => use(kept.fields)}
          onDelete={() => drop(kept.fields)}
        />
      ) : null}
    </div>
  )
}
