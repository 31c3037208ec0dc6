import { cx } from './cx.ts'

export function LogoMark({ size = 26, className }: { size?: number; className?: string }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 26 26"
      className={cx('shrink-0', className)}
      aria-hidden="true"
    >
      <rect width="26" height="26" rx="7" fill="var(--color-primary)" />
      <path
        d="M5.5 19.5H9.6V15.2H13.4V10.9H17.2V6.6H20.5"
        fill="none"
        stroke="var(--color-primary-content)"
        strokeWidth="2.3"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}

export function Logo({ size = 26 }: { size?: number }) {
  return (
    <span className="flex items-center gap-2.5">
      <LogoMark size={size} />
      <span className="text-heading font-semibold tracking-[-0.015em]">Stepwise</span>
    </span>
  )
}
