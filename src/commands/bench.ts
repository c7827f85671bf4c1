import type { Command } from './command.ts';
export const benchCommand: Command = async () => 0;
