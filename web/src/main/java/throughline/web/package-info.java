/** What the pages and interfaces of all services share: texts, the shell, and how they are put together. Nothing of a single service. */
@NullMarked
package throughline.web;

import org.jspecify.annotations.NullMarked;
