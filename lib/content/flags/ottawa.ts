export const ottawaItems: readonly {
  readonly item: number
  readonly label: string
  readonly rule: string
}[] = [
  { item: 1, label: 'Age 55 or over', rule: 'age_years >= 55' },
  {
    item: 2,
    label: 'Isolated tenderness of the patella (no other bony tenderness of the knee)',
    rule: 'test_patella_isolated_tender = positive',
  },
  { item: 3, label: 'Tenderness at the head of the fibula', rule: 'test_fibular_head_tender = positive' },
  {
    item: 4,
    label: 'Cannot flex to 90°',
    rule: 'rom_knee_flexion_deg < 90 OR (NOT known(rom_knee_flexion_deg) AND rf_bend_90 = no)',
  },
  {
    item: 5,
    label: 'Could not bear weight both at once and now (four steps, two on each leg, limping allowed)',
    rule: 'rf_weight_bearing_initial = no AND rf_weight_bearing_now = cannot',
  },
]
