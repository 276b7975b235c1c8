/**
 * What is measured, each with one command ({@code ./throughline bench NAME}). Prints figures; never fails because of one.
 */
@NullMarked
package throughline.benchmarks;

import org.jspecify.annotations.NullMarked;
