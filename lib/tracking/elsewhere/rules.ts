import type { DayNumber } from '#lib/dates.ts'
import type { Elsewhere, ToldText } from './schema.ts'

export function elsewhereOf(text: string | null): Elsewhere | undefined {
  if (text === null) return undefined
  const told = JSON.parse(text) as ToldText[]
  const of = (kind: ToldText[0]) => told.filter(([one]) => one === kind)
  return {
    nights: of('night_pain_constant').map(([, from]) => from),
    ran: of('ran').map(([, from]) => from),
    swollen: of('swollen').map(([, from, until]) => ({ from, until })),
  }
}

/** Whether the newest answer about another knee, up to that day, was a clear swelling. */
export const isSwollenElsewhere = (elsewhere: Elsewhere | undefined, day: DayNumber): boolean =>
  elsewhere?.swollen.some(({ from, until }) => from <= day && (until === null || day < until)) ?? false
