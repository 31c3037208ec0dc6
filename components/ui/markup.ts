import { Fragment, isValidElement, type ReactNode } from 'react'

/*
 * Elements as text. What is only looked at (the marks of a chart, the limbs of a figure, the rows of a long list) goes to the
 * browser as one string: as elements each mark would be described three times, for the page, for React in the browser and on
 * the way between.
 */

const names: Record<string, string> = {
  className: 'class',
  clipPath: 'clip-path',
  dominantBaseline: 'dominant-baseline',
  fillOpacity: 'fill-opacity',
  fillRule: 'fill-rule',
  fontSize: 'font-size',
  fontWeight: 'font-weight',
  paintOrder: 'paint-order',
  stopColor: 'stop-color',
  stopOpacity: 'stop-opacity',
  strokeDasharray: 'stroke-dasharray',
  strokeLinecap: 'stroke-linecap',
  strokeLinejoin: 'stroke-linejoin',
  strokeOpacity: 'stroke-opacity',
  strokeWidth: 'stroke-width',
  tabIndex: 'tabindex',
  textAnchor: 'text-anchor',
}

/** Names that keep their capitals. */
const camel = new Set(['viewBox', 'preserveAspectRatio', 'colSpan'])

/** The only styles that a drawing needs: numbers without a unit, and values of its own for the sheet (`--share`). */
const styles: Record<string, string> = { opacity: 'opacity', strokeWidth: 'stroke-width' }

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
}

const escapeHtml = (text: string): string =>
  /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign) : text

function styleText(style: object): string {
  return Object.entries(style)
    .map(([key, value]) => {
      if (key.startsWith('--') && typeof value === 'string') return `${key}:${escapeHtml(value)}`
      const name = styles[key]
      if (!name || typeof value !== 'number') throw new Error(`A drawing cannot have the style ${key}`)
      return `${name}:${value}`
    })
    .join(';')
}

/** What is no attribute: it stands between the tags. */
const hidden = new Set(['children', 'key', 'dangerouslySetInnerHTML'])

function attribute(key: string, value: unknown): string {
  if (value === undefined || value === null || hidden.has(key)) return ''
  if (key === 'style' && typeof value === 'object') return ` style="${styleText(value)}"`
  if (typeof value === 'boolean') {
    if (key.startsWith('aria-')) return ` ${key}="${value}"`
    throw new Error(`A drawing cannot have ${key} as a yes or no`)
  }
  if (typeof value !== 'string' && typeof value !== 'number')
    throw new Error(`A drawing cannot have the attribute ${key}`)
  const name = names[key] ?? key
  if (!/^[a-z][a-z0-9-]*$/.test(name) && !camel.has(name))
    throw new Error(`A drawing does not know the attribute ${key}`)
  return ` ${name}="${escapeHtml(String(value))}"`
}

/**
 * The HTML of plain elements and of components that are functions of their props alone. Throws for what cannot be text:
 * hooks, handlers, promises, attributes that no drawing has used so far.
 */
export function markup(node: ReactNode): string {
  if (node === null || node === undefined || typeof node === 'boolean') return ''
  if (typeof node === 'string') return escapeHtml(node)
  if (typeof node === 'number') return String(node)
  if (Array.isArray(node)) {
    let text = ''
    for (const one of node) text += markup(one)
    return text
  }
  if (!isValidElement<Record<string, unknown>>(node)) throw new Error('This cannot be part of a drawing')
  const { type, props } = node
  const children = props.children as ReactNode
  if (type === Fragment) return markup(children)
  if (typeof type === 'function') return markup((type as (props: unknown) => ReactNode)(props))
  if (typeof type !== 'string') throw new Error('This component cannot be part of a drawing')
  let attributes = ''
  for (const key in props) attributes += attribute(key, props[key])
  const made = props.dangerouslySetInnerHTML as { __html: string } | undefined
  return `<${type}${attributes}>${made ? made.__html : markup(children)}</${type}>`
}
