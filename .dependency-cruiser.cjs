/** The import table of the design: folder -> folders of src/ it may import besides itself. */
const MAY_IMPORT = {
  core: [],
  palettes: ['core'],
  feeds: ['core'],
  sites: ['core'],
  anchor: ['core'],
  store: ['core'],
  messages: ['core'],
  engine: ['core', 'store'],
  overlay: ['core', 'palettes'],
  panel: ['core', 'palettes', 'messages'],
  demo: ['core', 'palettes', 'messages', 'store', 'engine', 'overlay', 'panel'],
};

const tableRules = Object.entries(MAY_IMPORT).map(([folder, allowed]) => ({
  name: `${folder}-imports-only-${[folder, ...allowed].join('-')}`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: '^src/', pathNot: `^src/(${[folder, ...allowed].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...tableRules,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'only-entrypoints-import-the-loops',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(background|page)/' },
      to: { path: '^src/(background|page)/' },
    },
    {
      name: 'the-loops-do-not-import-each-other',
      severity: 'error',
      from: { path: '^src/(background|page)/' },
      to: { path: '^src/(background|page)/', pathNot: '^src/$1/' },
    },
    {
      name: 'nothing-imports-entrypoints',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^entrypoints/' },
    },
    {
      name: 'core-imports-no-package',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'] },
    },
    {
      name: 'only-known-folders',
      severity: 'error',
      from: {},
      to: { path: '^src/(utils|helpers|common|shared|lib)/' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^#i18n$|^wxt/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    parser: 'swc',
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.css(\\?inline)?$' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
