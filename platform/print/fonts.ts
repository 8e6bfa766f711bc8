import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const faces = ['400Regular/PTSans_400Regular.ttf', '700Bold/PTSans_700Bold.ttf'];

/** The only fonts papers are set in (PT Sans, SIL OFL): Cyrillic, №, ₽, figures of one width. */
export function readFonts(): Buffer[] {
  const { resolve } = createRequire(import.meta.url);
  return faces.map((face) => readFileSync(resolve(`@expo-google-fonts/pt-sans/${face}`)));
}
