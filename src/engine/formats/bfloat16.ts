/** The upper half of a float32 word (Wang and Kanwar, 2019): the same range, 8 significant bits. */
import { ieeeFormat } from './ieeeFormat.ts';

export const bfloat16 = ieeeFormat('bfloat16', 8, 7);
