/** The rules that hold between modules, and that the four services fit into one process. */
@NullMarked
package throughline.standalone;

import org.jspecify.annotations.NullMarked;
