import { AskedBox } from '#components/forms/asked-box.tsx'
import { RadioGroup } from '#components/forms/choices.tsx'
import { PainPicker } from '#components/forms/pain-picker.tsx'
import { ScaleQuestion } from '#components/intake/fields/scale-question.tsx'
import type { FormView, Question } from '#lib/outcomes/forms/schema.ts'

type Props = { form: FormView; phone: boolean; optional: boolean }

const isPain = (form: FormView) => form.measure === 'nprs' || form.measure === 'weekly_check'

function One({ question, form, phone, optional }: Props & { question: Question }) {
  const { id, text, ends, choices } = question
  const value = form.values[id]
  const number = value === undefined ? undefined : Number(value)
  if (ends && isPain(form))
    return (
      <PainPicker
        name={id}
        label={text}
        look="grid"
        anchors={ends}
        defaultValue={number}
        optional={optional}
      />
    )
  if (ends && form.measure === 'psfs')
    return <ScaleQuestion name={id} label={text} anchors={ends} defaultValue={number} optional={optional} />
  // The ends stand with their numbers, where the numbers do not run from 0 to 10.
  const labelled = choices.map((choice, at) => {
    const end =
      at === 0
        ? ends?.[0]
        : at === choices.length - 1
          ? ends?.[1]
          : choice.value === '0'
            ? 'Unchanged'
            : undefined
    return {
      value: choice.value,
      label: ends && end ? `${choice.label}, ${end.toLowerCase()}` : choice.label,
    }
  })
  return (
    <RadioGroup
      name={id}
      label={text}
      choices={labelled}
      look={phone ? 'cards' : 'plain'}
      inline={!phone && !ends}
      defaultValue={value}
      optional={optional}
    />
  )
}

/** The questions of a form, all on one page, so that it can be filled without script and looked over before sending. */
export function Questions({
  form,
  phone = false,
  optional = false,
}: Omit<Props, 'phone' | 'optional'> & Partial<Props>) {
  return (
    <>
      {form.questions.map((question) => (
        <One key={question.id} question={question} form={form} phone={phone} optional={optional} />
      ))}
      {form.measure === 'weekly_check' ? (
        <AskedBox name="noneTried" label={phone ? 'I tried none of these' : 'None of these was tried'} />
      ) : null}
    </>
  )
}
