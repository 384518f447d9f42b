/**
 * Where things stand. n8n's nodes are squares of about a hundred pixels; ours are wider, so everything is drawn further
 * apart from left to right and keeps its place relative to everything else.
 */
import type { SourceNode } from './source';

const SCALE_X = 1.5;
const LIMIT = 1_000_000;
const COLUMNS = 8;
const NODE_STEP = { x: 320, y: 160 };
const NOTE_SIZE = { width: 240, height: 160 };
const NOTE_BOUNDS = { least: 60, most: 4000 };

export interface Point {
  x: number;
  y: number;
}

/** The place of a node; one that says none stands in a grid, by its place in the file. */
export function positionOf(node: Pick<SourceNode, 'raw' | 'index'>): Point {
  const point = readPoint(node.raw['position']);
  if (!point) {
    return { x: (node.index % COLUMNS) * NODE_STEP.x, y: Math.floor(node.index / COLUMNS) * NODE_STEP.y };
  }
  return { x: clamp(point.x * SCALE_X), y: clamp(point.y) };
}

/** Our place as one of n8n's. */
export function positionToN8n({ x, y }: Point): [number, number] {
  return [Math.round(x / SCALE_X), Math.round(y)];
}

/** The size of a sticky note. */
export function noteSizeOf(parameters: Readonly<Record<string, unknown>>): { width: number; height: number } {
  const read = (value: unknown, fallback: number) => toNumber(value) ?? fallback;
  const fit = (value: number) => Math.min(Math.max(Math.round(value), NOTE_BOUNDS.least), NOTE_BOUNDS.most);
  return {
    width: fit(read(parameters['width'], NOTE_SIZE.width) * SCALE_X),
    height: fit(read(parameters['height'], NOTE_SIZE.height)),
  };
}

/** Our size as one of n8n's. */
export function noteSizeToN8n(size: { width: number; height: number }): { width: number; height: number } {
  return { width: Math.round(size.width / SCALE_X), height: Math.round(size.height) };
}

function readPoint(value: unknown): Point | undefined {
  const parts = typeof value === 'string' ? value.split(',') : value;
  const [first, second] = Array.isArray(parts)
    ? [parts[0] as unknown, parts[1] as unknown]
    : typeof parts === 'object' && parts !== null
      ? [(parts as Record<string, unknown>)['x'], (parts as Record<string, unknown>)['y']]
      : [];
  const [x, y] = [toNumber(first), toNumber(second)];
  return x === undefined || y === undefined ? undefined : { x, y };
}

function toNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

function clamp(value: number): number {
  return Math.min(Math.max(Math.round(value), -LIMIT), LIMIT);
}
