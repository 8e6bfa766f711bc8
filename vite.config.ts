/** The only build step of the program: the screens, one chunk each, into dist/web. */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// biome-ignore lint/style/noDefaultExport: Vite reads the default export
export default defineConfig({
  root: at('web'),
  plugins: [react()],
  // Screens need only the names and kinds of the fields of a contract.
  resolve: { alias: { '@sinclair/typebox': at('web/typebox.ts') } },
  build: {
    outDir: at('dist/web'),
    emptyOutDir: true,
    target: 'es2023',
    // Data URIs would need `data:` in the content policy for fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    sourcemap: false,
    chunkSizeWarningLimit: 1_200,
  },
  server: { port: 5173, proxy: { '/api': 'http://127.0.0.1:8080' } },
});
