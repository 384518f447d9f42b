/** Notes share React Flow's list with nodes, whose ids they may repeat. */

/** The id of a note among nodes. */
export function noteFlowId(noteId: string): string {
  return `note:${noteId}`;
}

/** The note's id, or null for the id of a node. */
export function noteIdOf(flowId: string): string | null {
  return flowId.startsWith('note:') ? flowId.slice(5) : null;
}
