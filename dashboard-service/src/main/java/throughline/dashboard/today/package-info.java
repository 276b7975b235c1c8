/** The page a practitioner opens first: calls to close, the next one, what needs a person, the week. */
@NullMarked
package throughline.dashboard.today;

import org.jspecify.annotations.NullMarked;
