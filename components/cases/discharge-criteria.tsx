import { ActionForm } from '#components/forms/action-form.tsx'
import { RadioGroup } from '#components/forms/choices.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { CheckIcon, CircleDashedIcon, CircleQuestionMarkIcon } from '#components/ui/icons.tsx'
import { TextLink } from '#components/ui/link-button.tsx'
import { Section } from '#components/ui/section.tsx'
import { answerDischargeAction } from '#lib/cases/discharge/actions.ts'
import type { CloseView, CriterionView } from '#lib/cases/discharge/queries.ts'
import { shouldNeeded } from '#lib/content/discharge/criteria.ts'
import { newId } from '#lib/ids.ts'

const looks = {
  met: { icon: CheckIcon, mark: 'text-teal-ink', words: 'Met' },
  not_met: { icon: CircleDashedIcon, mark: 'text-ink-2', words: 'Not met' },
  not_assessed: { icon: CircleQuestionMarkIcon, mark: 'text-ink-3', words: 'Not assessed' },
} as const

function Criterion({ one }: { one: CriterionView }) {
  const { icon: Mark, mark, words } = looks[one.result]
  return (
    <li className="py-2.5">
      <div className="flex items-start gap-2.5">
        <Mark size={17} className={`mt-0.5 ${mark}`} />
        <div className="min-w-0 grow">
          <p className="text-dense">
            <span className="font-semibold">{words}:</span> {one.text}
          </p>
          {one.inputs.length > 0 ? (
            <p className="num text-caption text-ink-2">
              {one.inputs.map(({ label, value }) => `${label}: ${value}`).join('; ')}
            </p>
          ) : null}
          {one.missing.length > 0 ? (
            <ul className="text-caption text-ink-2" aria-label="Missing">
              {one.missing.map(({ id, label, how, href }) => (
                <li key={id}>
                  Missing: {label},{' '}
                  {href ? (
                    <TextLink
                      href={href}
                      className="inline-flex min-h-6 items-center pointer-coarse:min-h-11"
                    >
                      {how}
                    </TextLink>
                  ) : (
                    how
                  )}
                </li>
              ))}
            </ul>
          ) : null}
          <Disclosure summary="The rule">
            <code className="text-caption break-words">{one.rule}</code>
          </Disclosure>
        </div>
      </div>
    </li>
  )
}

function List({ title, note, list }: { title: string; note: string; list: readonly CriterionView[] }) {
  const met = list.filter(({ result }) => result === 'met').length
  return (
    <Section title={title} note={note} aside={`${met} of ${list.length} met`}>
      <ul className="divide-y divide-line">
        {list.map((one) => (
          <Criterion key={one.id} one={one} />
        ))}
      </ul>
    </Section>
  )
}

const chosen = (value: boolean | null) => (value === null ? '' : value ? 'yes' : 'no')
const choices = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
  { value: '', label: 'Not answered' },
]

function Answers({ view }: { view: CloseView }) {
  const { answers } = view
  return (
    <Section
      title="Your answers"
      id="answers"
      note={answers.savedText ? `Last answered by ${answers.savedText}.` : 'Nobody has answered these yet.'}
    >
      <ActionForm key={answers.id} action={answerDischargeAction} idPrefix="answers" label="Your answers">
        <input type="hidden" name="id" value={newId()} />
        <input type="hidden" name="caseId" value={view.frame.caseId} />
        <input type="hidden" name="seen" value={answers.id} />
        <RadioGroup
          name="goalReached"
          label="The patient says that the goal is reached"
          inline
          choices={choices}
          defaultValue={chosen(answers.goalReached)}
        />
        <RadioGroup
          name="selfManagementOk"
          label="The patient can explain the pain rules and the cap of a single run"
          inline
          choices={choices}
          defaultValue={chosen(answers.selfManagementOk)}
        />
        <RadioGroup
          name="noRunningGoal"
          label="The patient does not want to run any more"
          hint="Then daily activities count instead of running"
          inline
          choices={choices}
          defaultValue={chosen(answers.noRunningGoal)}
        />
        <div>
          <SubmitButton variant="plain">Keep the answers</SubmitButton>
        </div>
      </ActionForm>
    </Section>
  )
}

function summary({ ok, ended }: CloseView): string {
  if (ended)
    return ok === 'yes'
      ? 'At the end the criteria suggested a discharge.'
      : 'At the end the criteria did not suggest a discharge.'
  return ok === 'yes'
    ? 'The criteria suggest a discharge. You decide.'
    : 'The criteria do not suggest a discharge yet. You decide; against them it needs a reason.'
}

/** What the record says about a discharge, or said at the end of the case; you decide. */
export function DischargeCriteria({ view }: { view: CloseView }) {
  const of = (kind: CriterionView['kind']) => view.criteria.filter((one) => one.kind === kind)
  if (view.ended && view.criteria.length === 0)
    return <p className="text-body">What the criteria said at the end of this case was not kept.</p>
  return (
    <>
      <p className="pb-4 text-body">{summary(view)}</p>
      <List title="Must" note="All of them." list={of('must')} />
      <List title="Should" note={`At least ${shouldNeeded} of them.`} list={of('should')} />
      {view.frame.mayWrite ? <Answers view={view} /> : null}
    </>
  )
}
