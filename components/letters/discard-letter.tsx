import { DiscardDraft } from '#components/cases/discard-draft.tsx'
import { discardLetterAction } from '#lib/letters/discarding/actions.ts'

type DiscardLetterProps = { caseId: string; one: { id: string; version: number } }

export function DiscardLetter({ caseId, one: { id, version } }: DiscardLetterProps) {
  return (
    <DiscardDraft
      action={discardLetterAction}
      what="letter"
      id={id}
      fields={{ caseId, letterId: id, version }}
    />
  )
}
