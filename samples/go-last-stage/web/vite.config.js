export default { build: { outDir: 'dist', sourcemap: true } };
