/** The lab's own layer classes, in TensorFlow.js's table. Import before a layers model is built. */
import './activations.ts';
import './attention.ts';
import './averageOverSteps.ts';
import './convolution.ts';
import './depthwise.ts';
import './gru.ts';
import './maxPooling3d.ts';
import './normalization.ts';
import './passThrough.ts';
import './quantizedPooling.ts';
import './rectifiers.ts';
import './spatial.ts';
import './volumes.ts';
