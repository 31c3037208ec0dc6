import type { FlagCardView } from '#lib/flags/cards/queries.ts'

/** What the clinic and the patient were told to do because of a flag, in short (clinical/red-flags.md 2 and 3.1). */
export function effectsOf(flag: Pick<FlagCardView, 'urgency' | 'block' | 'state'>): string[] {
  const told = {
    emergency: 'The patient was told to call the emergency number or go to an emergency department now',
    same_day: 'The patient was told not to run or exercise and that we try to call today',
    urgent_referral: 'The patient was told not to run or jump until checked',
    routine_referral: 'The patient was told that you will talk about it at the visit',
    monitor: null,
  }[flag.urgency]
  const block =
    flag.state !== 'unresolved'
      ? null
      : {
          programme: 'The whole program is blocked until this is ruled out or the block is lifted',
          impact: 'Running and jumping are blocked until this is ruled out or the block is lifted',
          none: null,
        }[flag.block]
  return [told, block].filter((text) => text !== null)
}
