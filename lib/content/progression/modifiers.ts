/** What makes somebody's progress slower or stops a part of it (clinical/programmes.md 3.1, 3.4). */

/** `hold_bias`, as an option list; not assessed counts as `yes` for `need_n`. */
export const holdBiasRule = 'fac_previous_injury >= 3 OR age_years >= 60 OR irritability = high'

/** Plyometric ladder blocked above the default dose. */
export const plyoBlockedRule = 'flag_minor = unresolved OR age_years < 18'

/** No increase of running load until the physiotherapist confirms. */
export const runLoadBlockedRule = 'flag_reds = unresolved'

/** No plyometric item and no increase of running load. */
export const pregnancyOrBirthRule = 'medical_conditions includes_any {pregnancy, recent_birth}'

/** Nothing is applied by itself unless this is true; lowering a dose always may. */
export const appliesItselfRule =
  'block_level = none AND unresolved_level in {none, monitor} AND open_alert_max in {none, info, watch, act}'

/**
 * Not asked or not answered: until somebody knows, what 3.4 forbids is not proposed. A missing answer permits nothing
 * (clinical/red-flags.md 1.3). Who was registered male at birth is not asked about pregnancy.
 */
export const ageKnownRule = 'known(age_years)'
export const pregnancyKnownRule = 'known(medical_conditions) OR sex_at_birth = male'

/** The level of `fac_previous_injury`, the higher one first (clinical/factors.md 4) [15][17]. */
export const previousInjuryLevels = [
  { level: 3, rule: 'prev_injuries_12m includes same_knee OR first_or_recurrent = recurrent' },
  {
    level: 2,
    rule: 'prev_injuries_12m includes_any {other_knee, hip, hamstring_thigh, shin, calf_achilles, ankle, foot, back}',
  },
] as const
