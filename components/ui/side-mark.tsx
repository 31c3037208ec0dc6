import { cx } from './cx.ts'

export type Side = 'left' | 'right' | 'both'

const words: Record<Side, string> = { left: 'Left', right: 'Right', both: 'Both' }

export const kneeInWords = (side: Side) => (side === 'both' ? 'Both knees' : `${words[side]} knee`)

const RIGHT_LEG =
  'M9.5 4C9 12 10.5 17 10.9 21.5C10.9 27 9.9 30 10.5 34C11.1 38 11.7 40 11.9 42H17.1C17.3 40 17.9 38 18.5 34C19.1 30 18.1 27 18.1 21.5C18.5 17 20 12 19.5 4Z'

function Leg({ affected }: { affected: boolean }) {
  return (
    <>
      <path d={RIGHT_LEG} fill={affected ? 'var(--teal-mid)' : 'var(--line-strong)'} />
      {affected ? <circle cx="14.5" cy="22.5" r="5.4" fill="var(--color-primary)" /> : null}
    </>
  )
}

/**
 * Both legs as the clinician sees them, from the front: the right knee is on the left of the picture. The affected
 * knee is filled. It stands beside the words, which say the same.
 */
export function SideMark({ side, size = 46, className }: { side: Side; size?: number; className?: string }) {
  const letter = { fontSize: 11, fontWeight: 600, fill: 'var(--ink-3)', y: 43 } as const
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 46 46"
      className={cx('shrink-0', className)}
      aria-hidden="true"
    >
      <Leg affected={side !== 'left'} />
      <g transform="translate(17)">
        <Leg affected={side !== 'right'} />
      </g>
      <text x="0" {...letter}>
        R
      </text>
      <text x="39.5" {...letter}>
        L
      </text>
    </svg>
  )
}
