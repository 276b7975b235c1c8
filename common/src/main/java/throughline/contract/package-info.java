/** What services tell each other: one record per event, small id records, JDK types. Nothing here decides anything. */
@NullMarked
package throughline.contract;

import org.jspecify.annotations.NullMarked;
