import { parseAction } from '@actions/workflow-parser/actions/action-parser'
import { convertActionTemplate } from '@actions/workflow-parser/actions/action-template'
import { convertWorkflowTemplate } from '@actions/workflow-parser/model/convert'
import { NoOperationTraceWriter } from '@actions/workflow-parser/templates/trace-writer'
import { parseWorkflow } from '@actions/workflow-parser/workflows/workflow-parser'

/** What GitHub's own parser, that of its language server, says of a workflow, each with line and column: its schema, expressions and jobs. */
export async function workflowComplaints(content: string): Promise<string[]> {
  const { context, value } = parseWorkflow({ name: 'workflow.yml', content }, new NoOperationTraceWriter())
  if (value !== undefined) await convertWorkflowTemplate(context, value)
  return context.errors.getErrors().map(({ message }) => message)
}

/** The same of an action.yml. */
export function actionComplaints(content: string): string[] {
  const { context, value } = parseAction({ name: 'action.yml', content }, new NoOperationTraceWriter())
  if (value !== undefined) convertActionTemplate(context, value)
  return context.errors.getErrors().map(({ message }) => message)
}
