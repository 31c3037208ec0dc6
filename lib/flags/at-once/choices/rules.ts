/**
 * Under which choices in a form something holds, in conditions that a style can name. Every choice of the few fields that it
 * reads is tried, so that nothing has to be known of how it is worked out.
 *
 *   conditionsOf([{ name: 'colour', values: ['red', 'blue'] }], (choices) => isWarm(choices))
 */

/** A field of the form and the value that is chosen in it. */
export type Choice = readonly [field: string, value: string]

/** Met when one of each of `made` is chosen, and none of `none` is. */
export type Condition = { readonly made: readonly (readonly Choice[])[]; readonly none: readonly Choice[] }

/** A box to tick, with one value, or a field of which one value can be chosen. */
export type Field = { readonly name: string; readonly values: readonly string[] }

/** What is chosen in each field; null: nothing. */
type Pick = readonly (string | null)[]
/** Of each field the values under which it holds. */
type Cube = readonly Pick[]

const productOf = (cube: Cube): readonly Pick[] =>
  cube.reduce<readonly Pick[]>(
    (picks, values) => picks.flatMap((pick) => values.map((value) => [...pick, value])),
    [[]],
  )

/** Every field in turn may have any value that changes nothing. */
function widened(pick: Pick, all: Cube, holds: (pick: Pick) => boolean): Cube {
  const alone: Cube = pick.map((value) => [value])
  return all.reduce(
    (cube, values, at) =>
      cube.with(
        at,
        values.filter((value) => productOf(cube.with(at, [value])).every(holds)),
      ),
    alone,
  )
}

function conditionOf(fields: readonly Field[], cube: Cube): Condition {
  const parts = fields.map(({ name, values }, at) => {
    const within = cube[at] ?? []
    const some = within.includes(null)
      ? values.filter((value) => !within.includes(value))
      : values.filter((value) => within.includes(value))
    return { isNone: within.includes(null), choices: some.map((value): Choice => [name, value]) }
  })
  return {
    made: parts.flatMap(({ isNone, choices }) => (isNone ? [] : [choices])),
    none: parts.flatMap(({ isNone, choices }) => (isNone ? choices : [])),
  }
}

const choicesOfPick = (fields: readonly Field[], pick: Pick): Choice[] =>
  fields.flatMap(({ name }, at): Choice[] => {
    const value = pick[at]
    return value == null ? [] : [[name, value]]
  })

/** Together they are met exactly when it holds. */
export function conditionsOf(
  fields: readonly Field[],
  holds: (choices: readonly Choice[]) => boolean,
): readonly Condition[] {
  const tried = new Map<string, boolean>()
  const isTrue = (pick: Pick): boolean => {
    const key = pick.join()
    const known = tried.get(key) ?? holds(choicesOfPick(fields, pick))
    tried.set(key, known)
    return known
  }
  const all: Cube = fields.map(({ values }) => [null, ...values])
  const cubes: Cube[] = []
  for (const pick of productOf(all)) {
    const isCovered = cubes.some((cube) => pick.every((value, at) => cube[at]?.includes(value)))
    if (!isCovered && isTrue(pick)) cubes.push(widened(pick, all, isTrue))
  }
  return cubes.map((cube) => conditionOf(fields, cube))
}

const has = (choices: readonly Choice[], [field, value]: Choice): boolean =>
  choices.some(([name, chosen]) => name === field && chosen === value)

export const isMet = ({ made, none }: Condition, choices: readonly Choice[]): boolean =>
  made.every((some) => some.some((one) => has(choices, one))) && !none.some((one) => has(choices, one))

/** One for each way in which it is met. */
export const oneByOne = ({ made, none }: Condition): readonly Condition[] =>
  made
    .reduce<readonly (readonly Choice[])[]>(
      (ways, some) => ways.flatMap((way) => some.map((one) => [...way, one])),
      [[]],
    )
    .map((way) => ({ made: way.map((one) => [one]), none }))

/** Whether whatever meets the first meets the second. */
const isWithin = (one: Condition, other: Condition): boolean =>
  other.made.every((some) => one.made.some((own) => own.every((choice) => has(some, choice)))) &&
  other.none.every((choice) => has(one.none, choice))

/** Without those that a wider one says already. */
export const widest = (all: readonly Condition[]): readonly Condition[] =>
  all.reduce<readonly Condition[]>(
    (kept, one) =>
      kept.some((other) => isWithin(one, other))
        ? kept
        : [...kept.filter((other) => !isWithin(other, one)), one],
    [],
  )
