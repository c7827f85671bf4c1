#!/usr/bin/env node
// The installed command: runs the TypeScript entry point wherever the package lies.
import { register } from 'tsx/esm/api';

register();
await import('./cli.ts');
