import { defineConfig } from 'vite';

// One file per page, with a name that the server's pages know.
export default defineConfig({
  base: '/app/',
  publicDir: false,
  build: {
    outDir: '../EdgeProctoring.Hub/wwwroot/app',
    emptyOutDir: true,
    target: 'es2022',
    rolldownOptions: {
      input: { wall: 'src/wall/ep-wall.ts', exam: 'src/exam/exam.ts', pages: 'src/pages/pages.ts', visit: 'src/visit/visit.ts', review: 'src/review/ep-players.ts', room: 'src/room/ep-room.ts' },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
