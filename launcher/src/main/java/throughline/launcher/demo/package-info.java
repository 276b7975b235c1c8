/**
 * Three weeks of an invented practice, walked through the public HTTP interface with a simulated clock, so that no page has
 * to be judged empty. Knows nothing of the services but their outward contract.
 */
@NullMarked
package throughline.launcher.demo;

import org.jspecify.annotations.NullMarked;
