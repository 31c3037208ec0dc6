/** Ids of findings that rules may read: flags, factors (their level 0–3) and patterns. */
import { flagTable } from '#lib/content/flags/table.ts'
import { urgencies } from '#lib/content/flags/types.ts'
import type { IdSpec } from '#lib/rules/registry.ts'

/** The factors of clinical/factors.md 4. */
const factors = `
  beginner_build calf_tight calf_weak camber control_poor crossover fear_of_loading few_rest_days frequency_change
  hamstring_tight hamstring_weak hard_surface heavy_landing high_stress hill_change hip_abd_weak hip_er_ext_weak
  hip_flexor_tight intensity_change itb_tight knee_valgus long_run_share low_cadence low_energy no_cooldown no_strength
  no_stretching no_warmup overstride pelvic_drop previous_injury quad_tight quad_weak return_after_break session_spike
  shoe_change shoe_low_cushion shoe_worn short_sleep single_shoe surface_monotony trunk_endurance trunk_lean
  weekly_spike`

/** The patterns of clinical/factors.md 7. */
const patterns = `
  acl bone_stress collateral fat_pad inflammatory itbs knee_oa meniscal patellar_instability patellar_tendon
  pes_anserine pf_oa pfp posterior quad_tendon referred_hip referred_lumbar tibial_tubercle`

const words = (text: string): string[] => text.trim().split(/\s+/)
const option = (options: readonly string[]): IdSpec => ({ type: 'option', options })

export const findingIds: Readonly<Record<string, IdSpec>> = Object.fromEntries<IdSpec>([
  ...flagTable.map((flag) => [flag.id, option(['absent', 'unresolved', 'resolved'])] as const),
  ...words(factors).map((id) => [`fac_${id}`, { type: 'number' }] as const),
  ...words(patterns).map((id) => [`pat_${id}`, option(['consider', 'possible', 'not_listed'])] as const),
  ['top_pattern', option(['none', ...words(patterns).map((id) => `pat_${id}`)])],
  ['top_muscle_factor', option(['none', ...words(factors).map((id) => `fac_${id}`)])],
  ['unresolved_level', option(['none', ...urgencies])],
  ['block_level', option(['none', 'impact', 'programme'])],
])
