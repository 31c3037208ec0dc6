import type { AssessmentItem, NumberInput, Option, SectionId } from './types.ts'

type Rest = Partial<Omit<AssessmentItem, 'id' | 'section' | 'label' | 'how' | 'source'>>

/** Items of one section. Everything is recorded for left and right unless it says otherwise. */
export const inSection =
  (section: SectionId) =>
  (id: string, label: string, how: string, source: string, rest: Rest = {}): AssessmentItem => ({
    id,
    section,
    group: '',
    label,
    how,
    source,
    sided: true,
    input: { kind: 'result' },
    ...rest,
  })

export const grouped = (group: string, items: readonly AssessmentItem[]): readonly AssessmentItem[] =>
  items.map((item) => ({ ...item, group }))

export const number = (
  unit: string,
  limits: readonly [number, number],
  usual: readonly [number, number],
  more: Partial<Pick<NumberInput, 'decimals' | 'trials' | 'take'>> = {},
): NumberInput => ({
  kind: 'number',
  unit,
  min: limits[0],
  max: limits[1],
  usual,
  decimals: 0,
  trials: 1,
  take: 'best',
  ...more,
})

/** An angle: the mean of one to three trials. */
export const angle = (limits: readonly [number, number], usual: readonly [number, number]): NumberInput =>
  number('°', limits, usual, { trials: 3, take: 'mean' })

export const options = (of: Readonly<Record<string, string>>): readonly Option[] =>
  Object.entries(of).map(([value, label]) => ({ value, label }))

export const grades = options({ none: 'None', mild: 'Mild', marked: 'Marked', not_tested: 'Not tested' })
