/** Questions that are one picture on the screen: grids and sliders (clinical/intake.md 8, 10, 11). */

export interface GridRow {
  readonly label: string
  /** One question for each column, in the order of the columns. */
  readonly questionIds: readonly string[]
}

/** `scale`: one question a row, its options are the columns. `matrix`: a number in each cell. `shares`: add up to 100. */
export type QuestionGroup =
  | {
      readonly kind: 'scale'
      readonly id: string
      readonly section: string
      readonly questionIds: readonly string[]
    }
  | {
      readonly kind: 'matrix'
      readonly id: string
      readonly section: string
      readonly columns: readonly string[]
      readonly rows: readonly GridRow[]
      readonly questionIds: readonly string[]
    }
  | {
      readonly kind: 'shares'
      readonly id: string
      readonly section: string
      readonly total: number
      readonly questionIds: readonly string[]
    }

export const aggravatingIds = [
  'agg_stairs_up',
  'agg_stairs_down',
  'agg_squat',
  'agg_sitting_long',
  'agg_kneel',
  'agg_get_up_chair',
  'agg_walk',
  'agg_run_flat',
  'agg_run_up',
  'agg_run_down',
  'agg_jump_land',
  'agg_twist',
] as const

export const surfaceIds = [
  'surface_road_pct',
  'surface_concrete_pct',
  'surface_track_pct',
  'surface_treadmill_pct',
  'surface_trail_pct',
  'surface_grass_pct',
] as const

const loadRows: readonly GridRow[] = [
  {
    label: '4–6 weeks before the pain began',
    questionIds: ['km_week_before', 'runs_week_before', 'hard_week_before'],
  },
  {
    label: 'In the week the pain began',
    questionIds: ['km_week_onset', 'runs_week_onset', 'hard_week_onset'],
  },
  { label: 'In the last 7 days', questionIds: ['km_week_now', 'runs_week_now', 'hard_week_now'] },
]

export const questionGroups: readonly QuestionGroup[] = [
  { kind: 'scale', id: 'aggravating', section: 'sec_aggravating', questionIds: aggravatingIds },
  {
    kind: 'matrix',
    id: 'running_load',
    section: 'sec_running',
    columns: ['Distance (km)', 'Runs', 'Hard sessions'],
    rows: loadRows,
    questionIds: loadRows.flatMap((row) => row.questionIds),
  },
  { kind: 'shares', id: 'surfaces', section: 'sec_surface', total: 100, questionIds: surfaceIds },
]
