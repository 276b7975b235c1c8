/**
 * What is measured, each with one command ({@code ./throughline bench NAME}). Prints figures; never fails because of one. {@code
 * THROUGHLINE_BENCH_OPTIONS="-Dthroughline.bench.queries=50 -Dthroughline.bench.attempts=500 -Dthroughline.bench.bookings=50"} makes
 * a run short.
 */
@NullMarked
package throughline.benchmarks;

import org.jspecify.annotations.NullMarked;
