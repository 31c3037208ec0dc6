const callable = ['phone', 'emergencyNumber', 'outOfHoursPhone'] as const
type Numbers = Readonly<Record<(typeof callable)[number], string>>

/** Which numbers a change would take away: forms, plans and advice in the hands of patients tell them to call there. */
export const emptiedNumbers = (before: Numbers, after: Numbers): readonly (keyof Numbers)[] =>
  callable.filter((name) => before[name].trim() !== '' && after[name].trim() === '')
