// dependency-cruiser hands every file to swc as TypeScript without JSX; swc wants to be told about .tsx files.
import swc from '@swc/core';

const { parseFileSync } = swc;
swc.parseFileSync = (file, options) =>
  parseFileSync.call(swc, file, { ...options, tsx: file.endsWith('.tsx') });
