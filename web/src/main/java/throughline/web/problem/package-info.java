/** Refusals for people and programs: RFC 9457 problem documents on the interfaces, the error page elsewhere. */
@NullMarked
package throughline.web.problem;

import org.jspecify.annotations.NullMarked;
