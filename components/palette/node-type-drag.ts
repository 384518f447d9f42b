/** Media type under which a node type travels from the palette to the canvas. */
export const NODE_TYPE_MIME = 'application/x-heddle-node-type';
