import { cx } from '#components/ui/cx.ts'
import { ChevronRightIcon } from '#components/ui/icons.tsx'
import { Tag } from '#components/ui/tag.tsx'
import { isDismissed } from '#lib/factors/responses/rules.ts'
import type { FactorView, ResponseView } from '#lib/factors/views/schema.ts'
import { FactorAnswer, FactorResponses } from './factor-answer.tsx'
import { FactorDetails } from './factor-details.tsx'
import { LevelDots } from './level-dots.tsx'

/** Who answers here: null on a page where nobody can. */
export type Answering = {
  caseId: string
  evaluationId: string
  /** How many texts the patient has for a factor alone. */
  resting: Readonly<Record<string, number>>
} | null

type RowProps = {
  factor: FactorView
  responses?: readonly ResponseView[]
  answering?: Answering
}

/**
 * "Confirmed"; "Dismissed before this finding" where the rules found nothing then or since; "Dismissed at level 1, now 3" where
 * they say another level than whoever answered.
 */
function stateOf({ level }: FactorView, newest: ResponseView | undefined): string | null {
  if (!newest) return null
  if (newest.outlived && level) return `${newest.words} before this finding`
  if (!level || newest.level === level || (newest.kind === 'dismissed' && level < newest.level))
    return newest.words
  return `${newest.words} at level ${newest.level}, now ${level}`
}

/** What is still to be examined or asked; where nothing is, why it cannot be known. */
function missingText({ missing }: FactorView): string {
  const open = missing.filter((one) => !one.unknowable).map(({ label }) => label)
  if (open.length > 0) return `Missing: ${open.join(' · ')}`
  return [...new Set(missing.map(({ how }) => how))].join(' · ')
}

/** One line of the list; open, everything behind it. */
export function FactorRow({ factor, responses = [], answering = null }: RowProps) {
  const [newest] = responses
  const state = stateOf(factor, newest)
  const dismissed = isDismissed(factor, newest && { ...newest, level: newest.outlived ? 0 : newest.level })
  return (
    <details id={factor.id} className="row-details border-t border-line first:border-t-0">
      <summary className="grid cursor-pointer list-none grid-cols-[2.25rem_minmax(0,1fr)_auto] items-start gap-x-3 rounded-selector py-1.5 text-dense hover:bg-hover pointer-coarse:min-h-11 md:grid-cols-[2.25rem_12rem_minmax(0,1fr)_auto] [&::-webkit-details-marker]:hidden">
        <LevelDots level={factor.level} />
        <span className={cx('font-medium', dismissed && 'text-ink-3 line-through')}>{factor.title}</span>
        <span className="min-w-0 text-ink-2 max-md:col-span-2 max-md:col-start-2 max-md:row-start-2">
          {factor.level === null ? missingText(factor) : factor.sentence}
        </span>
        <span className="flex items-center gap-2 text-caption text-ink-3">
          {state ? <Tag tone={dismissed ? 'neutral' : 'line'}>{state}</Tag> : null}
          {(factor.level ?? 0) > 0 ? factor.evidence : null}
          <ChevronRightIcon size={14} className="[[open]>summary>span>&]:rotate-90" />
        </span>
      </summary>
      <div className="grid gap-4 pt-1 pb-4 md:pl-12">
        <FactorDetails factor={factor} />
        <FactorResponses responses={responses} />
        {answering ? (
          <FactorAnswer
            caseId={answering.caseId}
            evaluationId={answering.evaluationId}
            factor={factor}
            texts={answering.resting[factor.id] ?? 0}
          />
        ) : null}
      </div>
    </details>
  )
}
