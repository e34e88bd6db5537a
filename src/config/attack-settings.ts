import type { Parameter } from '../core/attack.ts'
import { didYouMean } from '../core/nearest.ts'
import type { Path } from './interpolate.ts'

interface Known {
  readonly attackParameters: Readonly<Record<string, Readonly<Record<string, Parameter>>>>
}

type Settings = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** What is wrong in `[scan.attacks."NAME"]`: unknown attacks and settings, and values outside what they take. */
export function checkAttackSettings(
  settings: Settings,
  { attackParameters }: Known,
): { path: Path; message: string }[] {
  return Object.entries(settings).flatMap(([attack, values]) => {
    const path = ['scan', 'attacks', attack]
    const parameters = attackParameters[attack]
    if (parameters === undefined)
      return [unknown(path, `There is no attack "${attack}".`, attack, Object.keys(attackParameters))]
    return Object.entries(values).flatMap(([name, value]) => {
      const parameter = parameters[name]
      if (parameter === undefined)
        return [unknown([...path, name], `${attack} has no setting "${name}".`, name, Object.keys(parameters))]
      return isValid(parameter, value)
        ? []
        : [{ path: [...path, name], message: `${name} of ${attack} must be ${allowed(parameter)}.` }]
    })
  })
}

function unknown(path: Path, what: string, name: string, known: readonly string[]): { path: Path; message: string } {
  return {
    path,
    message: `${what}${didYouMean(name, known)} Known: ${known.length === 0 ? 'none' : known.join(', ')}.`,
  }
}

function isValid(parameter: Parameter, value: unknown): boolean {
  switch (parameter.kind) {
    case 'integer':
    case 'number':
      return (
        typeof value === 'number' &&
        value >= parameter.least &&
        value <= parameter.most &&
        (parameter.kind === 'number' || Number.isInteger(value))
      )
    case 'choice':
      return parameter.choices.some((choice) => choice === value)
    case 'choices':
      return (
        Array.isArray(value) &&
        value.length > 0 &&
        value.every((item) => parameter.choices.some((choice) => choice === item))
      )
  }
}

function allowed(parameter: Parameter): string {
  switch (parameter.kind) {
    case 'integer':
      return `a whole number from ${parameter.least} to ${parameter.most}`
    case 'number':
      return `a number from ${parameter.least} to ${parameter.most}`
    case 'choice':
      return parameter.choices.map((choice) => JSON.stringify(choice)).join(' or ')
    case 'choices':
      return `a list of ${parameter.choices.map((choice) => JSON.stringify(choice)).join(', ')}`
  }
}
