import type { SentenceSpec } from './types.ts'

export const sentences: readonly SentenceSpec[] = [
  {
    factorId: 'fac_session_spike',
    text: 'The run on which you first felt the pain was [{session_spike_pct} % ]longer than your longest run of the month before. Jumps of more than 10 % in one run may add to the load on your knee.',
  },
  {
    factorId: 'fac_weekly_spike',
    text: 'Your weekly distance went from {km_week_before} to {km_week_onset} km. A quick rise gives the tissues little time to adapt.',
  },
  {
    factorId: 'fac_intensity_change',
    text: 'You ran faster or added faster sessions around the time the pain began. Faster running loads the knee more per step.',
  },
  {
    factorId: 'fac_hill_change',
    text: 'You changed your hill running. Downhill running in particular asks a lot of the front of the knee.',
  },
  {
    factorId: 'fac_frequency_change',
    text: 'You ran {runs_change} more times per week than before, so there was less time to recover.',
  },
  {
    factorId: 'fac_beginner_build',
    text: 'You are new to running, and muscles, tendons and bones adapt more slowly than your fitness.',
  },
  {
    factorId: 'fac_return_after_break',
    text: 'You came back after a break. After a pause the body needs a new build-up.',
  },
  {
    factorId: 'fac_few_rest_days',
    text: 'Your week has {rest_days_week} day(s) without running or hard leg work.',
  },
  {
    factorId: 'fac_long_run_share',
    text: 'Your longest run makes up {long_run_share_pct} % of your week. Spreading the distance is easier on the knee.',
  },
  {
    factorId: 'fac_previous_injury',
    text: 'You had a running injury before. That makes a slower build-up sensible.',
  },
  {
    factorId: 'fac_quad_weak',
    text: 'The front thigh muscle tested weaker [({value})]. It helps to absorb each landing.',
    values: [
      { when: ['lsi_knee_ext'], show: 'lsi_knee_ext', unit: ' % of the other side' },
      { when: ['sts30_low'], show: 'func_sts30', unit: ' stands from a chair in 30 seconds' },
      { when: ['knee_ext_low'], show: 'str_knee_ext', unit: ' N·m per kg' },
    ],
  },
  {
    factorId: 'fac_hip_abd_weak',
    text: 'The muscles at the side of your hip tested weaker or tired early [({value})]. They help to keep pelvis and knee in line.',
    values: [{ when: ['lsi_hip_abd'], show: 'lsi_hip_abd', unit: ' % of the other side' }],
  },
  {
    factorId: 'fac_hip_er_ext_weak',
    text: 'The muscles at the back of your hip tested weaker [({value})].',
    values: [
      { when: ['lsi_hip_er'], show: 'lsi_hip_er', unit: ' % of the other side' },
      { when: ['lsi_hip_ext'], show: 'lsi_hip_ext', unit: ' % of the other side' },
    ],
  },
  {
    factorId: 'fac_hamstring_weak',
    text: 'The muscles at the back of your thigh tired early or tested weaker [({value})].',
    values: [
      { when: ['func_bridge_sl'], show: 'func_bridge_sl', unit: ' single-leg bridges' },
      { when: ['lsi_knee_flex'], show: 'lsi_knee_flex', unit: ' % of the other side' },
    ],
  },
  {
    factorId: 'fac_calf_weak',
    text: 'You managed {value}[; about {norm} are usual for your age]. Strong calves take load off the knee.',
    values: [
      {
        when: ['heel_raise_gap', 'heel_raise_norm_pct'],
        show: 'func_heel_raise',
        unit: ' heel raises',
        norm: 'heel_raise_norm',
      },
      {
        when: ['heel_raise_diff', 'heel_raise_diff_pct'],
        show: 'heel_raise_diff',
        unit: ' fewer heel raises than on the other side',
      },
    ],
  },
  {
    factorId: 'fac_trunk_endurance',
    text: 'Holding your trunk steady was hard ({value}).',
    values: [
      { when: ['func_side_plank_s'], show: 'func_side_plank_s', unit: ' seconds' },
      { when: ['func_plank_s'], show: 'func_plank_s', unit: ' seconds' },
    ],
  },
  {
    factorId: 'fac_control_poor',
    text: 'When stepping down, the leg wobbled or turned in. Practice usually improves this.',
  },
  {
    factorId: 'fac_no_strength',
    text: 'You do no regular strength work for hips, thighs or calves at the moment.',
  },
  { factorId: 'fac_quad_tight', text: 'The front of your thigh is less flexible on that side.' },
  { factorId: 'fac_hip_flexor_tight', text: 'The front of your hip is less flexible.' },
  { factorId: 'fac_hamstring_tight', text: 'The back of your thigh is less flexible.' },
  {
    factorId: 'fac_calf_tight',
    text: 'Your ankle bends less [({value})], which can change how the knee moves.',
    values: [
      { when: ['flex_wblt_deg'], show: 'flex_wblt_deg', unit: '°' },
      { when: ['flex_wblt_cm'], show: 'flex_wblt_cm', unit: ' cm' },
      { when: ['wblt_diff_deg'], show: 'wblt_diff_deg', unit: '° less than the other side' },
      { when: ['wblt_diff_cm'], show: 'wblt_diff_cm', unit: ' cm less than the other side' },
    ],
  },
  { factorId: 'fac_itb_tight', text: 'The outer side of your hip and thigh is less flexible.' },
  {
    factorId: 'fac_low_cadence',
    text: 'You take about {value} steps per minute. Slightly shorter, quicker steps can lower the load on the knee.',
    values: [
      { when: ['gait_cadence_spm'], show: 'gait_cadence_spm', unit: '' },
      { when: ['cadence_known'], show: 'cadence_known', unit: '' },
    ],
  },
  {
    factorId: 'fac_overstride',
    text: 'Your foot lands well in front of your body, which brakes you and loads the knee.',
  },
  { factorId: 'fac_pelvic_drop', text: 'Your pelvis drops on the free side while you run.' },
  { factorId: 'fac_knee_valgus', text: 'Your knee moves inward when you land.' },
  { factorId: 'fac_crossover', text: 'Your feet land close to or across the middle line.' },
  { factorId: 'fac_trunk_lean', text: 'Your upper body leans clearly forward while you run.' },
  { factorId: 'fac_heavy_landing', text: 'You land rather hard. A softer landing may feel better.' },
  {
    factorId: 'fac_hard_surface',
    text: 'You run mostly on hard ground [({surface_hard_pct} %)] or recently changed to different ground.',
  },
  { factorId: 'fac_surface_monotony', text: 'Almost all your running is on one kind of ground.' },
  { factorId: 'fac_camber', text: 'You often run on the same sloping side, which loads one side more.' },
  {
    factorId: 'fac_shoe_worn',
    text: 'Your shoes [have about {shoe_km} km on them,] are no longer new or show wear, so they may cushion less.',
  },
  { factorId: 'fac_shoe_low_cushion', text: 'Your shoes have little cushioning.' },
  { factorId: 'fac_shoe_change', text: 'You changed to a different kind of shoe shortly before the pain.' },
  { factorId: 'fac_single_shoe', text: 'You use one pair for all your runs.' },
  { factorId: 'fac_no_warmup', text: 'You often start without a full warm-up.' },
  { factorId: 'fac_no_cooldown', text: 'You often stop without a cool-down.' },
  {
    factorId: 'fac_no_stretching',
    text: 'You do not stretch at the moment. Gentle stretching can feel good, even though it is not proven to prevent injury.',
  },
  {
    factorId: 'fac_short_sleep',
    text: 'Your sleep is short or poor [(about {sleep_hours} hours)]. Sleep is when the body repairs itself.',
  },
  {
    factorId: 'fac_high_stress',
    text: 'You report a lot of stress, which can make pain stronger and recovery slower.',
  },
  {
    factorId: 'fac_low_energy',
    text: 'Your answers suggest that you may be eating too little for the amount you train. Let us talk about it.',
  },
  {
    factorId: 'fac_fear_of_loading',
    text: 'You worry that running harms your knee. With the right amount, movement is part of getting better.',
  },
]
