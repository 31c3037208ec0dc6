import { RadioGroup } from '#components/forms/choices.tsx'
import { TextField } from '#components/forms/text-field.tsx'
import { logSafetyNone, logSafetyQuestion, newInjuryQuestionIds } from '#lib/content/flags/log-handling.ts'
import { logSafetyOptions } from '#lib/content/flags/log-safety.ts'
import { questionnaire } from '#lib/content/intake/questionnaire.ts'
import type { WordsAtOnce as Words } from '#lib/flags/at-once/rules.ts'
import { safetyNotAsked } from '#lib/tracking/entries/schema.ts'
import { SafetyChoices } from './safety-choices.tsx'
import { WordsAtOnce } from './words-at-once.tsx'

const all = questionnaire.sections.flatMap((section) => section.questions)
const injury = newInjuryQuestionIds.flatMap((id) => all.find((question) => question.id === id) ?? [])

type Stored = { safety: readonly string[]; injury: Readonly<Record<string, unknown>> | null }

/**
 * The safety question of a log (clinical/red-flags.md 5); put it on the page inside an `ActionForm` of size `phone`.
 * "A fall, twist or blow" opens the injury questions by style alone, so that it does without a script. `defaults`: the
 * answers of the entry that is put right. `words`: what the patient reads at once, with or without a network; null for staff,
 * who alone may say that a paper sheet does not answer it.
 */
export function SafetyQuestion({ words, defaults }: { words: Words | null; defaults?: Stored | null }) {
  const choices = logSafetyOptions.map(({ id, label }) => ({ value: id, label }))
  if (!words) choices.push({ value: safetyNotAsked, label: 'Not asked (from a paper sheet)' })
  const said = (id: string) => {
    const value = defaults?.injury?.[id]
    return value === undefined || value === null ? undefined : String(value)
  }
  return (
    // Whatever has the keyboard stays above the words that stick to the bottom.
    <div className={words ? 'group/safety [&_input]:scroll-mb-[45svh]' : 'group/safety'}>
      <SafetyChoices
        name="log_safety"
        label={logSafetyQuestion}
        none={logSafetyNone}
        alone={[logSafetyNone, safetyNotAsked]}
        choices={choices}
        defaultValue={defaults?.safety ?? []}
      />
      <div className="mt-4 hidden gap-5 border-l-2 border-line pl-4 group-has-[input[value=new\_injury]:checked]/safety:grid">
        {injury.map((question) =>
          question.type === 'integer' ? (
            <TextField
              key={question.id}
              name={question.id}
              label={question.wording}
              inputMode="numeric"
              autoComplete="off"
              defaultValue={said(question.id)}
            />
          ) : (
            <RadioGroup
              key={question.id}
              name={question.id}
              label={question.wording}
              choices={question.options.map(({ id, label }) => ({ value: id, label }))}
              defaultValue={said(question.id)}
            />
          ),
        )}
      </div>
      {words ? <WordsAtOnce words={words} /> : null}
    </div>
  )
}
