import type { Earlier } from '#lib/review/queries.ts'
import type { ReviewRecord } from '#lib/review/record/schema.ts'
import { CoursePart, RunningPart } from './course-part.tsx'
import { OutcomePart } from './outcome-part.tsx'
import { FactorsPart, GoalsPart, ProgramPart } from './plan-part.tsx'
import { SafetyPart } from './safety-part.tsx'

type RecordPartsProps = {
  record: ReviewRecord
  earlier: Earlier | null
  /** The case, for links to where things are answered; null in a review that is kept as it was. */
  caseHref: string | null
}

/** Parts 1 to 7 of a review in their order (clinical/review.md 4); a kept one looks the same. */
export function RecordParts({ record, earlier, caseHref }: RecordPartsProps) {
  const before = earlier?.values
  return (
    <>
      <SafetyPart safety={record.safety} answerAt={caseHref ?? undefined} />
      <CoursePart record={record} before={before} />
      <RunningPart record={record} before={before} />
      <OutcomePart record={record} before={before} />
      <GoalsPart record={record} before={before} />
      <ProgramPart record={record} before={before} />
      <FactorsPart record={record} href={caseHref ? `${caseHref}/factors` : undefined} />
    </>
  )
}
