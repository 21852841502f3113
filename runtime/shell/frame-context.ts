import { createContext, use } from "react";

interface FrameControls {
  openPalette(): void;
}

export const FrameContext = createContext<FrameControls | null>(null);

/** What screens may ask of the frame around them. Outside of one (a preview in the builder) nothing answers. */
export function useFrame(): FrameControls | null {
  return use(FrameContext);
}
