import { KneeMapInput } from '#components/figures/knee-map-input.tsx'
import type { Question } from '#lib/content/intake/questionnaire.ts'
import { sideOf, zoneOf } from '#lib/intake/answers/rules.ts'
import type { AnswerValue } from '#lib/intake/answers/schema.ts'
import { answerInWords } from '#lib/intake/words/rules.ts'
import { MainSpot } from './main-spot.tsx'
import { MapGroup } from './map-group.tsx'

type ZonesProps = { question: Question; answers: Readonly<Record<string, AnswerValue>> }

const listed = (value: AnswerValue | undefined) => (Array.isArray(value) ? (value as readonly string[]) : [])

/** Both knees, unless the patient said which one and marked nothing on the other. */
function sidesOf(affected: AnswerValue | undefined, marked: readonly string[]) {
  const sides = (['right', 'left'] as const).filter(
    (side) => affected === side || marked.some((place) => sideOf(place) === side),
  )
  return affected === 'left' || affected === 'right' ? sides : (['right', 'left'] as const)
}

/** The map, and the choice of the main spot below it. */
export function ZonesQuestion({ question, answers }: ZonesProps) {
  const { id, wording, hint } = question
  if (question.type === 'bodychart') {
    const marked = listed(answers[id])
    return (
      <MapGroup name={id} label={wording} {...(hint ? { hint } : {})}>
        <KneeMapInput
          name={id}
          chosen={marked.map((place) => ({ zone: zoneOf(place), side: sideOf(place) }))}
          sides={sidesOf(answers.affected_side, marked)}
        />
      </MapGroup>
    )
  }
  const places = question.options.flatMap((option) =>
    ['left', 'right', 'middle'].map((side) => {
      const place = `${option.id}:${side}`
      return [place, answerInWords(question, place) ?? place] as const
    }),
  )
  const main = answers[id]
  return (
    <MainSpot
      name={id}
      label={wording}
      places={Object.fromEntries(places)}
      chosen={listed(answers[question.limits?.oneOfZones ?? ''])}
      defaultValue={typeof main === 'string' ? main : undefined}
    />
  )
}
