/** Classes that break every module rule on purpose, so that each rule is seen to fail. Never part of the product. */
@NullMarked
package throughline.booking.rulebreaker;

import org.jspecify.annotations.NullMarked;
