/** How often one address may ask for something, and which address that is. */
@NullMarked
package throughline.web.limit;

import org.jspecify.annotations.NullMarked;
