import { contract } from './contract.ts';

contract({ framework: 'grammy', transport: 'webhook' });
