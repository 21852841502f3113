import { createContext } from "react";

interface FrameControls {
  openPalette(): void;
}

export const FrameContext = createContext<FrameControls | null>(null);
