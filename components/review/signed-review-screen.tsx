import { EmptyState } from '#components/ui/empty-state.tsx'
import { HistoryIcon } from '#components/ui/icons.tsx'
import { LinkButton, TextLink } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { inSentence } from '#lib/dates.ts'
import type { SignedReview } from '#lib/review/queries.ts'
import { endsCase } from '#lib/review/schema.ts'
import { AdvicePanel } from './advice-panel.tsx'
import { RecordParts } from './record-parts.tsx'

function Decided({ view }: { view: SignedReview }) {
  const { line, goals, against, frame } = view
  const agreed = [
    goals.goalReached ? 'Goal reached, says the patient' : null,
    goals.selfManagementOk ? 'Can explain the rules' : null,
    goals.noRunningGoal ? 'Does not want to run' : null,
  ].filter((text) => text !== null)
  return (
    <section aria-label="Decision" className="border-t border-line pt-4 text-dense">
      <p className="text-caption font-medium text-ink-3">Decided</p>
      <h3 className="text-title font-semibold">{line.words}</h3>
      {against.length > 0 ? <p className="mt-1 text-ink-2">Against: {against.join(', ')}.</p> : null}
      {line.text ? <p className="mt-1 break-words whitespace-pre-line">{line.text}</p> : null}
      {goals.text ? <p className="mt-2 break-words">Goals: {goals.text}</p> : null}
      {agreed.length > 0 ? <p className="mt-1 text-ink-2">{agreed.join(', ')}.</p> : null}
      <p className="num mt-2 text-ink-2">
        {line.nextText ? `Next review ${line.nextText}. ` : ''}Signed by {line.by}, {inSentence(line.atText)}.
      </p>
      {endsCase(line.decision) && frame.mayWrite ? (
        <LinkButton href={`/cases/${frame.caseId}/close?as=${line.decision}`} className="mt-3">
          {line.decision === 'refer' ? 'Refer and close the case' : 'Discharge'}
        </LinkButton>
      ) : null}
    </section>
  )
}

/** A signed review as it was, with what was different from the one before it. */
export function SignedReviewScreen({ view, fresh }: { view: SignedReview; fresh: boolean }) {
  const { frame, line, record, earlier, olderRules, ruleSetVersion } = view
  return (
    <div className="relative grow xl:grid xl:grid-cols-[minmax(0,1fr)_340px]">
      <div className="min-w-0 px-4 pt-4 pb-6 lg:px-6">
        <div className="flex flex-wrap items-baseline gap-x-3 pb-3">
          <h2 className="text-heading font-semibold">Review of {line.onText}</h2>
          <span className="num text-dense text-ink-3">
            {earlier ? `compared with ${earlier.onText}` : 'the first one'}, rules version {ruleSetVersion}
            {olderRules ? ', older than today’s' : ''}
          </span>
          <TextLink href={`/cases/${frame.caseId}/reviews`} className="no-print text-dense lg:ml-auto">
            All reviews
          </TextLink>
        </div>
        {fresh ? (
          <Notice tone="done" title="Signed" live="status" className="mb-4">
            {line.nextText
              ? `The next review is on ${line.nextText}.`
              : 'Close the case next; until then a review stays planned.'}
          </Notice>
        ) : null}
        {record ? (
          <RecordParts record={record} earlier={earlier} caseHref={null} />
        ) : (
          <EmptyState icon={HistoryIcon} title="Only the decision was kept" level={3}>
            This review was signed before everything that was shown was kept with it.
          </EmptyState>
        )}
      </div>
      <aside aria-label="Advice and decision" className="review-aside">
        {record ? <AdvicePanel record={record} /> : null}
        <Decided view={view} />
      </aside>
    </div>
  )
}
