import { contract } from './contract.ts';

contract({ framework: 'telegraf', transport: 'polling' });
