import type { AdviceSpec } from './types.ts'

/** Given whatever the factors (clinical/factors.md 8, step 5). */
export const adviceRules = [
  { id: 'adv_sitting', rule: 'agg_sitting_long in {moderate, severe} OR sitting_hours >= 8' },
] as const

export const advice: readonly AdviceSpec[] = [
  {
    id: 'adv_pain_rules',
    text: 'Use the traffic light. 0–2 out of 10: go on. 3–5: fine if it is back to your usual level by the next morning. More than 5, or worse the next morning: do less next time. While running we start with a limit of 2.',
    heldByBlock: false,
  },
  {
    id: 'adv_keep_running',
    text: 'You usually do not need to stop all running. Keep what the knee tolerates and build from there.',
    heldByBlock: true,
  },
  {
    id: 'adv_load_progression',
    text: 'Build up slowly: repeat a week until it feels easy, then add about 10 %, never more than 30 %. Every fourth week do a little less.',
    heldByBlock: true,
  },
  {
    id: 'adv_session_cap',
    text: 'Do not let any single run be more than 10 % longer than your longest run of the last 30 days.',
    heldByBlock: true,
  },
  {
    id: 'adv_intensity',
    text: 'Change one thing at a time. Bring back easy distance first, then hills, then speed.',
    heldByBlock: true,
  },
  {
    id: 'adv_hills',
    text: 'Leave out downhill running and stairs for now. Bring them back in small steps once flat running is easy.',
    heldByBlock: true,
  },
  {
    id: 'adv_beginner',
    text: 'Start with walking and short jogs, three days a week with a rest day between. For the first weeks less is more.',
    heldByBlock: true,
  },
  {
    id: 'adv_rest_days',
    text: 'Keep at least two days a week without running. Spread the kilometers over more, shorter runs instead of a few long ones.',
    heldByBlock: false,
  },
  {
    id: 'adv_surface_mix',
    text: 'Mix your routes: some forest path, grass or track, and less concrete. Change over two to three weeks.',
    heldByBlock: true,
  },
  { id: 'adv_camber', text: 'Swap the side of the road or the direction on the track.', heldByBlock: true },
  {
    id: 'adv_shoe_replace',
    text: 'Think about a new pair when yours are past 500–800 km, the foam is creased, or they lean to one side.',
    heldByBlock: false,
  },
  {
    id: 'adv_shoe_cushion',
    text: 'Choose shoes that feel comfortable, with good support and cushioning.',
    heldByBlock: false,
  },
  {
    id: 'adv_shoe_transition',
    text: 'Bring a new type of shoe in slowly: one short run a week at first, over four to six weeks.',
    heldByBlock: true,
  },
  { id: 'adv_shoe_rotate', text: 'If you can, use two different pairs in turn.', heldByBlock: false },
  {
    id: 'adv_warmup',
    text: 'Warm up for 5–10 minutes: brisk walking or easy jogging, then a few leg swings and squats.',
    heldByBlock: false,
  },
  {
    id: 'adv_cooldown',
    text: 'Finish with 5 minutes of easy walking, then gentle stretches.',
    heldByBlock: false,
  },
  { id: 'adv_stretch', text: 'Stretch gently, 30 seconds per muscle, without pain.', heldByBlock: false },
  {
    id: 'adv_strength_habit',
    text: 'Two or three strength sessions a week for hips, thighs and calves are a good habit, also once the pain has gone.',
    heldByBlock: false,
  },
  {
    id: 'adv_cadence',
    text: 'Try 5–10 % more steps per minute at the same speed. Think short, quick and quiet. A metronome or music helps.',
    heldByBlock: true,
  },
  {
    id: 'adv_form',
    text: 'Run tall, land softly under your body, knees pointing forward. Practice one cue at a time for a few minutes.',
    heldByBlock: true,
  },
  {
    id: 'adv_sitting',
    text: 'Stand up and bend and straighten the knee every 30 minutes.',
    heldByBlock: false,
  },
  { id: 'adv_sleep', text: 'Aim for 7–9 hours of sleep.', heldByBlock: false },
  {
    id: 'adv_stress',
    text: 'In stressful weeks keep training easy. That is good planning, not weakness.',
    heldByBlock: false,
  },
  {
    id: 'adv_fuel',
    text: 'Eat regular meals and enough for your training. If periods stop or you are always tired, tell us or your doctor.',
    heldByBlock: false,
  },
  {
    id: 'adv_seek_help',
    text: 'Call {emergency_number} for chest pain or trouble breathing, a cold or numb foot, or numbness between the legs. Call us the same day for a hot swollen knee, a swollen calf, or if you cannot stand on the leg; if we are closed, call {out_of_hours_phone}. Contact us if the knee swells, locks or gives way, if pain wakes you at night, or if it is not better after a few weeks in spite of your efforts. Do not ignore pain that stays: lasting problems and some joint or ligament injuries are easier to treat early.',
    heldByBlock: false,
  },
]
