import { writeSample } from "./generate.ts";

writeSample();
