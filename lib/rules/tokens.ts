/** Splits a rule into words, numbers and signs, each with its position. */

/** A rule that cannot be used. `position` is the offset in `rule`, from 0. */
export class RuleError extends Error {
  readonly rule: string
  readonly position: number

  constructor(rule: string, position: number, problem: string) {
    super(`${problem} (at ${position + 1} in "${rule}")`)
    this.name = 'RuleError'
    this.rule = rule
    this.position = position
  }
}

export type TokenKind = 'word' | 'operator' | 'number' | 'sign' | 'end'

export interface Token {
  readonly kind: TokenKind
  readonly text: string
  readonly start: number
  readonly end: number
}

const patterns: readonly (readonly [TokenKind, RegExp])[] = [
  ['operator', /(?:AND|OR|NOT)(?![A-Za-z0-9_])/y],
  ['word', /[a-z][a-z0-9_]*/y],
  ['number', /-?[0-9]+(?:\.[0-9]+)?/y],
  ['sign', /<=|>=|<|>|=|\(|\)|\{|\}|,/y],
]

function readToken(rule: string, start: number): Token {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = start
    const text = pattern.exec(rule)?.[0]
    if (text !== undefined) return { kind, text, start, end: start + text.length }
  }
  throw new RuleError(rule, start, `Unexpected "${rule.charAt(start)}"`)
}

/** The last token is always of kind `end`. Throws RuleError for a sign that the language does not have. */
export function tokenize(rule: string): readonly Token[] {
  const tokens: Token[] = []
  let position = 0
  for (;;) {
    while (/\s/.test(rule.charAt(position))) position += 1
    if (position >= rule.length) break
    const token = readToken(rule, position)
    const next = rule.charAt(token.end)
    if (token.kind !== 'sign' && /[A-Za-z0-9_]/.test(next)) {
      throw new RuleError(rule, token.end, `Unexpected "${next}" after "${token.text}"`)
    }
    tokens.push(token)
    position = token.end
  }
  tokens.push({ kind: 'end', text: 'end of rule', start: rule.length, end: rule.length })
  return tokens
}
