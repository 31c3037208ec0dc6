/** Reference tables of clinical/assessment.md 5.1, 5.2 and 6.2. Women first, men second. */
export type BySex = { readonly women: number; readonly men: number }
export type ByAge = BySex & { readonly from: number; readonly to: number }

/** 30-second sit-to-stand: lower end of the middle half, community-dwelling older adults [83]. */
export const sitToStandLow: readonly ByAge[] = [
  { from: 60, to: 64, women: 12, men: 14 },
  { from: 65, to: 69, women: 11, men: 12 },
  { from: 70, to: 74, women: 10, men: 12 },
  { from: 75, to: 79, women: 10, men: 11 },
  { from: 80, to: 84, women: 9, men: 10 },
  { from: 85, to: 89, women: 8, men: 8 },
]

/** 19 to 35 years: mean 33.0 − 2 SD of 5.4, rounded down [82]. */
export const sitToStandYoung = { from: 19, to: 35, low: 22 } as const

/** Single-leg heel raises, reference repetitions [84]. Ages 16 to 19 use the first row. */
export const heelRaiseNorms: readonly ByAge[] = [
  { from: 16, to: 29, women: 30, men: 37 },
  { from: 30, to: 39, women: 27, men: 32 },
  { from: 40, to: 49, women: 24, men: 28 },
  { from: 50, to: 59, women: 21, men: 23 },
  { from: 60, to: 69, women: 19, men: 19 },
  { from: 70, to: 79, women: 16, men: 14 },
  { from: 80, to: 150, women: 14, men: 10 },
]

/**
 * Lower bound of the pooled mean of knee extension by its angle, N·m/kg [81]. From what age somebody is older, and how much of
 * the bound is low, is opinion: limits that a clinic may set.
 */
export const kneeExtensionBounds: Readonly<
  Record<'60' | '90', { readonly adult: BySex; readonly older: BySex | null }>
> = {
  '60': { adult: { women: 2.08, men: 2.92 }, older: { women: 1.4, men: 1.74 } },
  '90': { adult: { women: 2.04, men: 2.5 }, older: null },
}
