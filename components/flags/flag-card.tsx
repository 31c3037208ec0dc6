import { cx } from '#components/ui/cx.ts'
import { Disclosure } from '#components/ui/disclosure.tsx'
import {
  EyeIcon,
  type Icon,
  InfoIcon,
  MailIcon,
  OctagonAlertIcon,
  SirenIcon,
  TriangleAlertIcon,
} from '#components/ui/icons.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { Tag } from '#components/ui/tag.tsx'
import { urgencyTitles } from '#lib/content/flags/titles.ts'
import { inSentence } from '#lib/dates.ts'
import type { FlagCardView } from '#lib/flags/cards/queries.ts'
import { newId } from '#lib/ids.ts'
import { AnswerForm, LiftBlock, StandAfterAll } from './answer-form.tsx'
import { FlagWhy } from './flag-why.tsx'
import { effectsOf } from './words.ts'

type Look = { frame: string; head: string; icon: Icon; mark: string }

/** The level by its fill: emergency solid red, today red-soft, within days amber-soft, the others white. */
const looks: Record<FlagCardView['urgency'], Look> = {
  emergency: { frame: 'border-error', head: 'bg-error text-error-content', icon: OctagonAlertIcon, mark: '' },
  same_day: { frame: 'border-red-line', head: 'bg-red-soft', icon: SirenIcon, mark: 'text-red-ink' },
  urgent_referral: {
    frame: 'border-amber-line',
    head: 'bg-amber-soft',
    icon: TriangleAlertIcon,
    mark: 'text-amber-ink',
  },
  routine_referral: { frame: 'border-line', head: '', icon: MailIcon, mark: 'text-ink-2' },
  monitor: { frame: 'border-line', head: '', icon: EyeIcon, mark: 'text-ink-2' },
}
const settled: Look = { frame: 'border-line', head: '', icon: InfoIcon, mark: 'text-ink-3' }

function Marks({ flag }: { flag: FlagCardView }) {
  return (
    <>
      {flag.state === 'resolved' ? <Tag tone="line">Settled</Tag> : null}
      {flag.state === 'superseded' ? <Tag tone="line">Covered by: {flag.coveredBy.join(', ')}</Tag> : null}
      {flag.answerChanged ? (
        <Tag tone="ink">
          {flag.notSaved
            ? flag.source === 'log'
              ? 'Not in a saved entry'
              : 'Not in the saved form'
            : 'Answer changed since'}
        </Tag>
      ) : null}
      {flag.saidAgain ? <Tag tone="ink">Said again {inSentence(flag.saidAgain.text)}</Tag> : null}
      {flag.notSent ? <Tag tone="ink">Not submitted</Tag> : null}
      {flag.source === 'log' ? <Tag tone="line">From a log</Tag> : null}
      {flag.source === 'assessment' ? <Tag tone="line">From an assessment</Tag> : null}
    </>
  )
}

/** What a mistaken finding raised stays until somebody says that it was none. */
function TakenBack({ withdrawn, answerChanged }: Pick<FlagCardView, 'withdrawn' | 'answerChanged'>) {
  if (!withdrawn) return null
  const from = withdrawn.signed ? 'From an assessment that was entered in error' : 'From a discarded draft'
  return (
    <div className="border-t border-line px-4 py-2.5 text-dense">
      <span className="font-semibold">
        {from} ({withdrawn.by}, {inSentence(withdrawn.atText)}):
      </span>{' '}
      <span className="break-words">{withdrawn.reason}</span>
      <span className="block text-ink-2">
        {answerChanged
          ? 'Nothing else that is recorded says it. Examine or ask before you rule it out.'
          : 'Something else that is recorded says it too.'}
      </span>
    </div>
  )
}

/** What stands next to the score stands here too: who answers a calf has not opened an assessment yet. */
function Clot({ clot }: Pick<FlagCardView, 'clot'>) {
  if (!clot) return null
  return (
    <div className="mt-1 text-dense">
      {clot.told.map((line) => (
        <p key={line} className="font-medium">
          {line}
        </p>
      ))}
      {clot.scoreAt ? (
        <PageLink className="link no-print" href={clot.scoreAt}>
          Record the Wells score
        </PageLink>
      ) : (
        <p>The Wells score is recorded in the assessment, once there is a case.</p>
      )}
    </div>
  )
}

function Responses({ flag }: { flag: FlagCardView }) {
  if (flag.responses.length === 0) return null
  return (
    <ul className="grid gap-1 border-t border-line px-4 py-2.5 text-dense" aria-label="Responses">
      {flag.responses.map((response) => (
        <li key={response.at}>
          <span className="font-semibold">{response.words}</span>
          <span className="text-ink-3">
            {' '}
            by {response.by}, {inSentence(response.atText)}
          </span>
          <span className="block break-words text-ink-2">{response.text}</span>
        </li>
      ))}
    </ul>
  )
}

type FlagCardProps = { flag: FlagCardView; mayAnswer: boolean }

/** A flag: what to consider, why it fired, what it does, what was answered. It never has a close button. */
export function FlagCard({ flag, mayAnswer }: FlagCardProps) {
  const open = flag.state === 'unresolved'
  const look = open ? looks[flag.level] : settled
  const Mark = look.icon
  const effects = effectsOf(flag)
  const details = (
    <div className="grid gap-x-6 gap-y-3 px-4 py-3 md:grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)]">
      <div>
        <div className="text-caption font-medium text-ink-2">
          Why it fired <span className="font-normal text-ink-3">rules, version {flag.ruleSetVersion}</span>
        </div>
        <FlagWhy why={flag.why} />
        <Disclosure summary="Rule text" className="mt-1">
          <code className="text-caption break-words">{flag.rule}</code>
        </Disclosure>
      </div>
      <div className="text-dense">
        <div className="text-caption font-medium text-ink-2">What happens now</div>
        <ul className="mt-1 grid gap-1.5">
          {effects.map((text) => (
            <li key={text}>{text}</li>
          ))}
          {flag.cameText ? <li className="num">{flag.cameText}</li> : null}
          <li className="num text-ink-3">Raised {inSentence(flag.raisedText)}</li>
        </ul>
        {mayAnswer && open && flag.block !== 'none' ? (
          <div className="mt-2">
            <LiftBlock flag={flag} responseId={newId()} />
          </div>
        ) : null}
      </div>
    </div>
  )
  return (
    <article
      id={`flag-${flag.id}`}
      aria-label={`${urgencyTitles[flag.level]}: ${flag.title}`}
      className={cx('overflow-hidden rounded-box border', look.frame)}
    >
      <header className={cx('flex items-start gap-3 px-4 py-3', look.head)}>
        <Mark size={18} className={cx('mt-px', look.mark)} />
        <div className="min-w-0 grow">
          <div className="flex flex-wrap items-baseline justify-between gap-x-4">
            <h3 className="text-heading font-semibold">{flag.title}</h3>
            <span className={cx('num text-dense font-semibold', look.mark)}>
              {[
                flag.level === 'same_day' ? 'To be seen by a doctor today' : urgencyTitles[flag.level],
                ...flag.due.map(({ text, overdue }) => (overdue ? `overdue: ${text}` : text)),
              ].join(' · ')}
            </span>
          </div>
          <p className="mt-0.5 text-dense">{flag.text}</p>
          <Clot clot={flag.clot} />
          <div className="mt-1.5 flex flex-wrap gap-1.5 empty:hidden">
            <Marks flag={flag} />
          </div>
        </div>
      </header>
      <TakenBack {...flag} />
      {open ? (
        details
      ) : (
        <Disclosure summary="Why it fired" className="px-4 pb-2">
          {details}
        </Disclosure>
      )}
      <Responses flag={flag} />
      {mayAnswer && (open || flag.mayStand) ? (
        <footer className="border-t border-line px-4 py-2.5">
          {open ? (
            <AnswerForm flag={flag} responseId={newId()} />
          ) : (
            <StandAfterAll flag={flag} responseId={newId()} />
          )}
        </footer>
      ) : null}
    </article>
  )
}
