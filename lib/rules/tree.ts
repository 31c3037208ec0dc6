/** The tree of a rule and what can be read off it. */

export interface Place {
  readonly start: number
  readonly end: number
}

export type Comparison = '<' | '<=' | '>' | '>='

export interface Name extends Place {
  readonly text: string
}

export type Condition =
  | (Place & { readonly kind: 'equals'; readonly id: string; readonly value: Name | number })
  | (Place & {
      readonly kind: 'compare'
      readonly id: string
      readonly operator: Comparison
      readonly right: Name | number
    })
  | (Place & { readonly kind: 'in'; readonly id: string; readonly names: readonly Name[] })
  | (Place & { readonly kind: 'includes'; readonly id: string; readonly names: readonly Name[] })
  | (Place & { readonly kind: 'filled' | 'known'; readonly id: string })

export type RuleNode =
  | (Place & { readonly kind: 'and' | 'or'; readonly operands: readonly RuleNode[] })
  | (Place & { readonly kind: 'not'; readonly operand: RuleNode })
  | (Place & { readonly kind: 'always' })
  | Condition

export interface Rule {
  readonly text: string
  readonly root: RuleNode
}

/** Every condition of a rule, in the order of the text. */
export function conditionsOf(node: RuleNode): readonly Condition[] {
  switch (node.kind) {
    case 'always':
      return []
    case 'not':
      return conditionsOf(node.operand)
    case 'and':
    case 'or':
      return node.operands.flatMap(conditionsOf)
    default:
      return [node]
  }
}

/** The ids that one condition reads. */
export function idsOfCondition(condition: Condition): readonly string[] {
  if (condition.kind === 'compare' && typeof condition.right !== 'number')
    return [condition.id, condition.right.text]
  return [condition.id]
}

/** Every id that the rule reads, each once, in the order of the text. */
export function idsOf(rule: Rule): readonly string[] {
  return [...new Set(conditionsOf(rule.root).flatMap(idsOfCondition))]
}
