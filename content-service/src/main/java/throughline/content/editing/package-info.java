/** Where staff write and publish: list, editor with preview, earlier versions. Forms that work without a script and keep what was typed. */
@NullMarked
package throughline.content.editing;

import org.jspecify.annotations.NullMarked;
