import { ActionForm } from '#components/forms/action-form.tsx'
import { RadioGroup } from '#components/forms/choices.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextArea } from '#components/forms/text-area.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Section } from '#components/ui/section.tsx'
import type { CaseConsents } from '#lib/cases/intake/queries.ts'
import { newId } from '#lib/ids.ts'
import { noteConsentAction } from '#lib/intake/consents/actions.ts'

const answerWords = { yes: 'Yes', no: 'No' } as const

/** What the patient agrees to now, and where the team writes down what she says of it later. */
export function ConsentsSection({ caseId, consents }: { caseId: string; consents: CaseConsents }) {
  const { standing, said, isMoreSaid, mayNote } = consents
  return (
    <Section title="What the patient agrees to" id="consents">
      <ul className="grid gap-2 text-dense">
        {standing.map(({ consent, answer, wording, source }) => (
          <li key={consent} className="[overflow-wrap:anywhere]">
            <span className="font-semibold">{answer ? answerWords[answer] : 'Not answered'}</span>: {wording}
            {answer ? <span className="num block text-ink-2">{source}</span> : null}
          </li>
        ))}
      </ul>
      {isMoreSaid ? (
        <Disclosure summary="Said besides the forms">
          <ul className="num grid gap-2 text-dense [overflow-wrap:anywhere]">
            {said.map(({ id, text }) => (
              <li key={id}>{text}</li>
            ))}
          </ul>
        </Disclosure>
      ) : null}
      {mayNote ? (
        <Disclosure summary="The patient says otherwise">
          <ActionForm action={noteConsentAction} idPrefix="consent" label="What the patient says" resetOnOk>
            <input type="hidden" name="id" value={newId()} />
            <input type="hidden" name="caseId" value={caseId} />
            <RadioGroup
              name="consent"
              label="About"
              choices={standing.map(({ consent, wording }) => ({ value: consent, label: wording }))}
            />
            <RadioGroup
              name="answer"
              label="The patient says"
              inline
              choices={[
                { value: 'yes', label: 'Yes' },
                { value: 'no', label: 'No' },
              ]}
            />
            <TextArea
              name="note"
              label="How the patient said it"
              hint="When, and by phone, at a visit or in writing; of a minor, which parent or guardian. The patient can read it."
              rows={2}
              maxLength={500}
            />
            <div>
              <SubmitButton>Write down</SubmitButton>
            </div>
          </ActionForm>
        </Disclosure>
      ) : null}
    </Section>
  )
}
