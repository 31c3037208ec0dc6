import { PageLink } from '#components/ui/page-link.tsx'

/** In place of a press that more dose, or a later phase, would be refused by: why, and the two ways to new answers. */
export function AskAgain({ caseId, stale }: { caseId: string; stale: string }) {
  return (
    <p className="w-full text-dense text-ink-2">
      {stale}{' '}
      <PageLink className="link" href={`/cases/${caseId}/safety`}>
        Ask the safety questions
      </PageLink>{' '}
      first, or let the patient answer them under Forms. Less needs no new answers.
    </p>
  )
}
