/** Lays graphs out off the main thread. One question, one answer. */
import { layeredLayout, type LayoutInput } from './layered-layout';

self.onmessage = ({ data }: MessageEvent<{ id: number; input: LayoutInput }>) => {
  self.postMessage({ id: data.id, result: layeredLayout(data.input) });
};
