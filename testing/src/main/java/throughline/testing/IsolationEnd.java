package throughline.testing;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.Ordered;
import org.springframework.test.annotation.DirtiesContext.HierarchyMode;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.TestExecutionListener;

/** Closes the context at the end of its test class (nobody else could use it) and cleans up behind it. */
final class IsolationEnd implements TestExecutionListener, Ordered {

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE; // "after" callbacks run in reverse order: this is the last one
    }

    @Override
    public void afterTestClass(TestContext context) {
        var type = context.getTestClass();
        if (type.getEnclosingClass() == null && TestContextAnnotationUtils.hasAnnotation(type, SpringBootTest.class)) {
            context.markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
            Isolation.of(type).cleanUp();
        }
    }
}
