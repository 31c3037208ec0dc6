/**
 * Reads a rule of clinical/intake.md 1.3 into a tree.
 *
 *   parseRule('rf_trauma = yes AND age_years >= 55')   // the tree; throws RuleError with the position
 *   loadRule(text, registry)                           // the same, and checks every id, option and type
 *
 * Use `loadRule` for content: a rule that names an unknown id must never be evaluated.
 */
import { checkRule } from '#lib/rules/check.ts'
import type { Registry } from '#lib/rules/registry.ts'
import { reservedWords } from '#lib/rules/registry.ts'
import type { Token } from '#lib/rules/tokens.ts'
import { RuleError, tokenize } from '#lib/rules/tokens.ts'
import type { Comparison, Condition, Name, Rule, RuleNode } from '#lib/rules/tree.ts'

const comparisons: ReadonlySet<string> = new Set(['<', '<=', '>', '>='])
const isComparison = (text: string): text is Comparison => comparisons.has(text)

/** Deeper nesting than any clinical rule needs; keeps a hostile text from exhausting the stack. */
const maxDepth = 50

class Parser {
  private readonly text: string
  private readonly tokens: readonly Token[]
  private index = 0
  private depth = 0

  constructor(text: string) {
    this.text = text
    this.tokens = tokenize(text)
  }

  rule(): RuleNode {
    const root = this.chain('or')
    if (this.peek().kind !== 'end') this.fail(`Expected AND, OR or the end, found "${this.peek().text}"`)
    return root
  }

  private peek(): Token {
    const token = this.tokens[this.index]
    if (!token) throw new RuleError(this.text, this.text.length, 'Unexpected end of rule')
    return token
  }

  private take(): Token {
    const token = this.peek()
    if (token.kind !== 'end') this.index += 1
    return token
  }

  private fail(problem: string, at: Token = this.peek()): never {
    throw new RuleError(this.text, at.start, problem)
  }

  private expect(sign: string): Token {
    if (this.peek().text !== sign) this.fail(`Expected "${sign}", found "${this.peek().text}"`)
    return this.take()
  }

  private chain(kind: 'and' | 'or'): RuleNode {
    const operator = kind === 'or' ? 'OR' : 'AND'
    const next = () => (kind === 'or' ? this.chain('and') : this.not())
    const first = next()
    const operands = [first]
    while (this.peek().kind === 'operator' && this.peek().text === operator) {
      this.take()
      operands.push(next())
    }
    const last = operands.at(-1) ?? first
    return operands.length === 1 ? first : { kind, operands, start: first.start, end: last.end }
  }

  private not(): RuleNode {
    const token = this.peek()
    if (token.kind !== 'operator') return this.atom()
    if (token.text !== 'NOT') this.fail(`Expected a condition, found "${token.text}"`)
    this.take()
    const operand = this.nested(() => this.not())
    return { kind: 'not', operand, start: token.start, end: operand.end }
  }

  private nested<T>(read: () => T): T {
    this.depth += 1
    if (this.depth > maxDepth) this.fail('Nested too deeply')
    const result = read()
    this.depth -= 1
    return result
  }

  private atom(): RuleNode {
    const token = this.take()
    if (token.text === '(') {
      const inner = this.nested(() => this.chain('or'))
      const close = this.expect(')')
      return { ...inner, start: token.start, end: close.end }
    }
    if (token.kind !== 'word') return this.fail(`Expected a condition, found "${token.text}"`, token)
    if (token.text === 'always') return { kind: 'always', start: token.start, end: token.end }
    if (token.text === 'filled' || token.text === 'known') {
      this.expect('(')
      const id = this.id()
      const close = this.expect(')')
      return { kind: token.text, id: id.text, start: token.start, end: close.end }
    }
    this.notReserved(token)
    return this.condition(token)
  }

  private condition(id: Token): Condition {
    const operator = this.take()
    const base = { id: id.text, start: id.start }
    if (operator.text === '=') {
      const value = this.value(true)
      return { ...base, kind: 'equals', value: value.value, end: value.end }
    }
    if (isComparison(operator.text)) {
      const right = this.value(false)
      return { ...base, kind: 'compare', operator: operator.text, right: right.value, end: right.end }
    }
    if (operator.text === 'in') return { ...base, kind: 'in', ...this.set() }
    if (operator.text === 'includes_any') return { ...base, kind: 'includes', ...this.set() }
    if (operator.text === 'includes') {
      const name = this.name()
      return { ...base, kind: 'includes', names: [name], end: name.end }
    }
    return this.fail(
      `Expected =, <, <=, >, >=, in, includes or includes_any, found "${operator.text}"`,
      operator,
    )
  }

  private value(optionAllowed: boolean): { value: Name | number; end: number } {
    const token = this.peek()
    if (token.kind === 'number') {
      this.take()
      return { value: Number(token.text), end: token.end }
    }
    const name = optionAllowed ? this.name() : this.id()
    return { value: name, end: name.end }
  }

  private set(): { names: Name[]; end: number } {
    this.expect('{')
    const names = [this.name()]
    while (this.peek().text === ',') {
      this.take()
      names.push(this.name())
    }
    return { names, end: this.expect('}').end }
  }

  private name(): Name {
    const token = this.peek()
    if (token.kind !== 'word') this.fail(`Expected a name, found "${token.text}"`)
    this.take()
    return { text: token.text, start: token.start, end: token.end }
  }

  private id(): Name {
    this.notReserved(this.peek())
    return this.name()
  }

  private notReserved(token: Token): void {
    if (reservedWords.has(token.text)) this.fail(`"${token.text}" is a reserved word, not an id`, token)
  }
}

/** Throws RuleError when the text does not follow the grammar. */
export function parseRule(text: string): Rule {
  return { text, root: new Parser(text).rule() }
}

/** Parses and checks against the known ids. Throws the first RuleError. */
export function loadRule(text: string, registry: Registry): Rule {
  const rule = parseRule(text)
  const [problem] = checkRule(rule, registry)
  if (problem) throw problem
  return rule
}
