import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// Where `npm run dev` finds the server whose API it shows.
const server = process.env.MUSTER_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  build: {
    // The policy of the page lets nothing come from data: URLs but images, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    sourcemap: false,
    target: 'es2023',
  },
  server: {
    // The tester of the page settings runs the snippet's own code.
    fs: { allow: ['..'] },
    proxy: {
      '/api': { target: server, changeOrigin: false },
      '/in': { target: server, changeOrigin: false },
      '/v1': { target: server, changeOrigin: false },
    },
  },
  test: {
    // One is left free else, for somebody who works meanwhile.
    maxWorkers: 2,
    pool: 'threads',
    css: false,
    restoreMocks: true,
    // A page to test in takes longer to make than most tests take, and only what draws needs one.
    projects: [
      {
        extends: true,
        test: {
          name: 'drawn',
          include: ['src/**/*.test.tsx'],
          environment: 'jsdom',
          setupFiles: ['src/test-setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'plain',
          include: ['src/**/*.test.ts'],
          environment: 'node',
          // None of them leaves anything behind.
          isolate: false,
        },
      },
    ],
  },
});
