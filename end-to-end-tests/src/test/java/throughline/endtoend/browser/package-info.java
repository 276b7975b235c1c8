/** What people see and press, in a real Chromium: by keyboard and by touch, with and without JavaScript, narrow and wide, light and dark. */
@NullMarked
package throughline.endtoend.browser;

import org.jspecify.annotations.NullMarked;
