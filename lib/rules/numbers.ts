/**
 * Rules whose numbers a clinic may set: `$name` stands for one of them, and is filled in before the rule is parsed.
 *
 *   withNumbers('ind_weeks >= $response_weeks', { response_weeks: 6 })   // 'ind_weeks >= 6'
 */

const name = /\$([a-z0-9_]+)/g

/** The rule with the numbers in their places. Throws for a name without a number. */
export const withNumbers = (rule: string, numbers: Readonly<Record<string, number>>): string =>
  rule.replace(name, (_, id: string) => {
    const value = numbers[id]
    if (value === undefined) throw new Error(`No number is called ${id}`)
    return String(value)
  })

export const namesNumber = (rule: string, id: string): boolean =>
  [...rule.matchAll(name)].some(([, named]) => named === id)

export const namesAny = (rule: string): boolean => rule.search(name) >= 0
