import { Checkbox, CheckboxGroup, RadioGroup } from '#components/forms/choices.tsx'
import { DateField, DatePartsField } from '#components/forms/date-field.tsx'
import { PainPicker } from '#components/forms/pain-picker.tsx'
import { TextArea } from '#components/forms/text-area.tsx'
import { TextField } from '#components/forms/text-field.tsx'
import type { Question } from '#lib/content/intake/questionnaire.ts'
import type { AnswerValue } from '#lib/intake/answers/schema.ts'
import { milesShown } from '#lib/intake/forms/posted/rules.ts'
import { isDistance, isScale, unitOf } from '#lib/intake/words/rules.ts'
import type { DistanceUnit } from '#lib/tracking/run-logs/schema.ts'
import { NumberQuestion } from './fields/number-question.tsx'
import { ScaleQuestion } from './fields/scale-question.tsx'
import { ZonesQuestion } from './fields/zones-question.tsx'

type QuestionProps = {
  question: Question
  value: AnswerValue
  /** Of the section, for the map and the main spot. */
  answers: Readonly<Record<string, AnswerValue>>
  onBehalf: boolean
  /** What distances are typed in at first. */
  unit?: DistanceUnit | undefined
}

const text = (value: AnswerValue) => (typeof value === 'string' ? value : undefined)
const number = (value: AnswerValue) => (typeof value === 'number' ? value : undefined)
/** In miles and, beside it, what it is in kilometers, which a field that nobody touches stands for. */
function distance(question: Question, value: AnswerValue, unit: DistanceUnit | undefined) {
  const km = number(value)
  if (unit !== 'mi' || km === undefined || !isDistance(question)) return { defaultValue: km }
  return { defaultValue: milesShown(question, km), was: km }
}
const list = (value: AnswerValue) => (Array.isArray(value) ? (value as readonly string[]) : [])

/** What the browser may fill in by itself on the patient's own device. */
const complete: Readonly<Record<string, string>> = {
  full_name: 'name',
  preferred_name: 'nickname',
  email: 'email',
  phone: 'tel',
}

function TextQuestion({ question, value, onBehalf }: QuestionProps) {
  const { id, wording, hint, limits, required } = question
  const frame = {
    name: id,
    label: wording,
    ...(hint ? { hint } : {}),
    ...(required === 'O' ? { optional: true } : {}),
  }
  if (question.type === 'long_text') {
    return <TextArea {...frame} rows={3} defaultValue={text(value)} maxLength={limits?.maxLength ?? 1000} />
  }
  const type = limits?.format === 'email' ? 'email' : limits?.format === 'phone' ? 'tel' : 'text'
  return (
    <TextField
      {...frame}
      type={type}
      defaultValue={text(value)}
      autoComplete={onBehalf ? 'off' : (complete[id] ?? 'off')}
      {...(limits?.maxLength ? { maxLength: limits.maxLength } : {})}
    />
  )
}

/** Draws any question of the questionnaire. Grids and sliders are drawn by `QuestionGroupView`. */
export function QuestionView(props: QuestionProps) {
  const { question, value, answers, onBehalf } = props
  const { id, wording, hint, limits, anchors, required } = question
  const frame = {
    name: id,
    label: wording,
    ...(hint ? { hint } : {}),
    ...(required === 'O' ? { optional: true } : {}),
  }
  const choices = question.options.map((option) => ({ value: option.id, label: option.label }))
  const ends = anchors ? { anchors: [anchors.low, anchors.high] as const } : {}
  switch (question.type) {
    case 'text':
    case 'long_text':
      return <TextQuestion {...props} />
    case 'integer':
    case 'decimal':
      if (isScale(question)) return <ScaleQuestion {...frame} {...ends} defaultValue={number(value)} />
      return (
        <NumberQuestion
          {...frame}
          whole={question.type === 'integer'}
          unit={unitOf(question)}
          choose={isDistance(question) ? props.unit : undefined}
          choice={isDistance(question) ? 'distance' : limits?.unit === 'kg' ? 'weight' : undefined}
          orUnknown={limits?.orUnknown ?? false}
          {...distance(question, value, props.unit)}
          unknown={value === 'unknown'}
        />
      )
    case 'nprs':
      return <PainPicker {...frame} {...ends} look="grid" defaultValue={number(value)} />
    case 'date':
      return id === 'date_of_birth' ? (
        <DatePartsField {...frame} birthday={!onBehalf} defaultValue={text(value)} />
      ) : (
        <DateField {...frame} defaultValue={text(value)} />
      )
    case 'boolean':
      if (question.default) return <Checkbox {...frame} look="cards" defaultChecked={value === 'yes'} />
      return <RadioGroup {...frame} choices={choices} look="cards" inline defaultValue={text(value)} />
    case 'single':
      if (limits?.oneOfZones) return <ZonesQuestion {...props} answers={answers} />
      return <RadioGroup {...frame} choices={choices} look="cards" defaultValue={text(value)} />
    case 'multi':
      return <CheckboxGroup {...frame} choices={choices} look="cards" defaultValue={list(value)} />
    case 'bodychart':
      return <ZonesQuestion {...props} answers={answers} />
  }
}
