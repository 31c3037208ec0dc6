/** The two-level Wells score for deep-vein thrombosis, −2 to 9 (clinical/red-flags.md 4.2 [64]). */

export interface WellsItem {
  readonly id: string
  readonly label: string
  readonly points: number
}

export const wellsItems: readonly WellsItem[] = [
  {
    id: 'active_cancer',
    label: 'Active cancer (treatment ongoing, within 6 months, or palliative)',
    points: 1,
  },
  { id: 'leg_immobilized', label: 'Paralysis, paresis or recent plaster of the leg', points: 1 },
  {
    id: 'bed_or_surgery',
    label:
      'Recently bedridden 3 days or more, or major surgery within 12 weeks under general or regional anaesthesia',
    points: 1,
  },
  { id: 'deep_vein_tender', label: 'Localized tenderness along the deep veins', points: 1 },
  { id: 'leg_swollen', label: 'Entire leg swollen', points: 1 },
  {
    id: 'calf_larger',
    label: 'Calf at least 3 cm larger than the other (10 cm below the tibial tubercle)',
    points: 1,
  },
  { id: 'pitting_oedema', label: 'Pitting edema confined to the symptomatic leg', points: 1 },
  { id: 'collateral_veins', label: 'Collateral superficial (non-varicose) veins', points: 1 },
  { id: 'previous_dvt', label: 'Previously documented DVT', points: 1 },
  { id: 'alternative_likely', label: 'Alternative diagnosis at least as likely', points: -2 },
]

/** From here on a thrombosis is likely; below it is unlikely, and both need medical assessment today. */
export const wellsLikely = 2

/** "Score 2: likely". */
export const wellsText = (score: number): string =>
  `Score ${score < 0 ? `\u2212${-score}` : score}: ${score >= wellsLikely ? 'likely' : 'unlikely'}`
