import { TriageFactors } from '#components/factors/triage-factors.tsx'
import { FlagCard } from '#components/flags/flag-card.tsx'
import { NotAssessed } from '#components/flags/not-assessed.tsx'
import { CallLinks } from '#components/patients/call-links.tsx'
import { TwoBirths } from '#components/patients/two-births.tsx'
import { TwoContacts } from '#components/patients/two-contacts.tsx'
import { PrintedName } from '#components/shell/printed-name.tsx'
import { ArrowLeftIcon, PenLineIcon, ShieldCheckIcon, TriangleAlertIcon } from '#components/ui/icons.tsx'
import { LinkButton, TextLink } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/section.tsx'
import { kneeInWords, SideMark } from '#components/ui/side-mark.tsx'
import { Tag } from '#components/ui/tag.tsx'
import { countText, fullDayText, inSentence } from '#lib/dates.ts'
import type { TriageIntake } from '#lib/intake/triage/queries.ts'
import { AnswerSections } from './answer-sections.tsx'
import { OpenCase, ReferOn, TakeForm, TakeReferralBack } from './decide-forms.tsx'
import { NoExamination } from './no-examination.tsx'
import { RecordAside } from './record-aside.tsx'

function Head({ intake }: { intake: TriageIntake }) {
  const { status, side } = intake
  return (
    <header className="flex flex-wrap items-start gap-x-4 gap-y-3">
      {side ? (
        <span className="grid h-13 w-13 shrink-0 place-items-center rounded-box border border-line">
          <SideMark side={side} />
        </span>
      ) : null}
      <div className="min-w-0 grow basis-56">
        <PrintedName>{`${intake.patientName}, ${intake.number}`}</PrintedName>
        <h1 className="text-title font-semibold break-words">{intake.patientName}</h1>
        <p className="num text-dense text-ink-2">
          {intake.ageAndSex} · born {intake.births.map((born) => fullDayText(born)).join(' or ')} ·{' '}
          {intake.number}
          {side ? ` · ${kneeInWords(side).toLowerCase()}` : ''}
        </p>
        <div className="mt-1.5 flex flex-wrap gap-1.5">
          <Tag tone={status === 'draft' ? 'ink' : 'line'}>
            {status === 'draft'
              ? `Not submitted, saved ${inSentence(intake.atText)}`
              : `Sent ${inSentence(intake.atText)}`}
          </Tag>
          {intake.handText ? <Tag tone="line">{intake.handText}</Tag> : null}
          {intake.screen.complete ? (
            <Tag tone="line" icon={ShieldCheckIcon}>
              Safety questions complete
            </Tag>
          ) : (
            <Tag tone="amber" icon={TriangleAlertIcon}>
              Safety screen incomplete
            </Tag>
          )}
          {intake.assignee ? (
            <Tag>{intake.assignee.me ? 'You are on it' : `${intake.assignee.name} is on it`}</Tag>
          ) : null}
        </div>
      </div>
      <div className="no-print flex flex-wrap gap-2">
        <CallLinks calls={intake.contacts.calls} />
        {status === 'referred' ? (
          <TakeReferralBack intake={intake} />
        ) : (
          <>
            <TakeForm intake={intake} />
            <ReferOn intake={intake} />
            {intake.complete ? <OpenCase intake={intake} /> : null}
          </>
        )}
      </div>
    </header>
  )
}

function State({ intake }: { intake: TriageIntake }) {
  if (intake.decided) {
    return (
      <Notice title={`Referred on by ${intake.decided.by}, ${inSentence(intake.decided.atText)}`}>
        {intake.decided.reason}
      </Notice>
    )
  }
  if (intake.complete) return null
  return (
    <Notice title={intake.status === 'draft' ? 'This form has not been sent' : 'This form is not complete'}>
      No case can come out of it before it is complete and signed. Call the patient about what is urgent, or
      fill in the rest together. You can refer on at any time.
      {intake.status === 'draft' ? (
        <LinkButton href={`/intakes/${intake.id}/fill`} className="mt-2 flex w-fit">
          <PenLineIcon />
          Fill in with the patient
        </LinkButton>
      ) : null}
    </Notice>
  )
}

/** Referrals that were a mistake. */
function TakenBack({ list }: { list: TriageIntake['takenBack'] }) {
  return list.map(({ id, by, atText, reason, back }) => (
    <Notice key={id} title={`Not referred after all: ${back.by}, ${inSentence(back.atText)}`}>
      {back.reason}
      <span className="block text-ink-2">
        Referred on by {by}, {inSentence(atText)}: <s>{reason}</s>
      </span>
    </Notice>
  ))
}

function Disagreements({ texts }: { texts: readonly string[] }) {
  if (texts.length === 0) return null
  return (
    <Section title="Answers disagree" note={countText(texts.length, 'place')}>
      <ul className="grid gap-1 text-dense text-ink-2">
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </Section>
  )
}

/** One intake to decide on: what may be dangerous first, each with the rule and the answers behind it. */
export function IntakeDetail({ intake }: { intake: TriageIntake }) {
  return (
    <div className="relative min-w-0 lg:overflow-y-auto xl:grid xl:grid-cols-[minmax(0,1fr)_304px]">
      <div className="min-w-0 px-4 pt-4 pb-8 lg:px-6">
        <TextLink
          href="/intakes"
          className="no-print mb-3 inline-flex min-h-11 items-center gap-1.5 lg:hidden"
        >
          <ArrowLeftIcon />
          All intakes
        </TextLink>
        <Head intake={intake} />
        <div className="mt-4 grid gap-2.5">
          <State intake={intake} />
          <TakenBack list={intake.takenBack} />
          <NoExamination consents={intake.consents} />
          <TwoBirths patientId={intake.patientId} births={intake.births} />
          <TwoContacts intakeId={intake.id} two={intake.contacts.two} />
          {intake.flags.map((flag) => (
            <FlagCard key={flag.id} flag={flag} mayAnswer />
          ))}
          {intake.flags.length === 0 ? (
            <p className="flex items-center gap-2 text-dense text-ink-2">
              <ShieldCheckIcon className="text-ink-3" />
              No red flag fired on the answers so far.
            </p>
          ) : null}
        </div>
        <div className="mt-5">
          <TriageFactors groups={intake.factors} />
          <NotAssessed flags={intake.notAssessed} safety={intake.screen.missing} />
          <Disagreements texts={intake.record.disagreements} />
          <AnswerSections record={intake.record} />
        </div>
      </div>
      <aside
        aria-label="In short"
        className="border-line px-4 pt-4 pb-6 max-xl:border-t lg:px-6 xl:border-l xl:px-5"
      >
        <RecordAside record={intake.record} />
      </aside>
    </div>
  )
}
